#include <assert.h>
#include <openssl/md5.h>
#include <openssl/rsa.h>
#include <openssl/evp.h>

int main(void)
{
    unsigned char out[16];
    EVP_PKEY *key;

    MD5((const unsigned char *)"mail", 4, out);
    key = EVP_RSA_gen(1024);
    assert(EVP_PKEY_get_bits(key) == 1024);
    return 0;
}
