#include <cassert>
#include <string>
#include <openssl/evp.h>

int main()
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    const std::string abc = "abc";

    assert(EVP_Digest(abc.data(), abc.size(), out, &n, EVP_ripemd160(), nullptr) == 1);
    return n == 20 ? 0 : 1;
}
