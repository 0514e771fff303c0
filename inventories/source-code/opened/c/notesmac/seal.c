#include <CommonCrypto/CommonCryptor.h>
#include <CommonCrypto/CommonDigest.h>
#include <CommonCrypto/CommonHMAC.h>

CCCryptorStatus seal_block(const void *key, const void *in, void *out, size_t *moved)
{
    CCAlgorithm alg = kCCAlgorithm3DES;

    return CCCrypt(kCCEncrypt, alg, kCCOptionECBMode, key, kCCKeySize3DES, NULL, in, 8, out, 8, moved);
}

void seal_tag(const void *key, size_t keylen, const void *in, size_t len, void *out)
{
    CCHmac(kCCHmacAlgSHA1, key, keylen, in, len, out);
}

unsigned char *seal_id(const void *in, CC_LONG len, unsigned char *out)
{
    return CC_SHA256(in, len, out);
}
