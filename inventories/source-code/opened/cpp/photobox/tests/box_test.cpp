#include <cassert>
#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include <cryptopp/md5.h>

int main()
{
    CryptoPP::Weak1::MD5 md5;
    assert(md5.DigestSize() == 16);
}
