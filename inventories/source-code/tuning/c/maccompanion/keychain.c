#include <CommonCrypto/CommonCrypto.h>
#include <CommonCrypto/CommonKeyDerivation.h>
#include <string.h>

/* Notes of the companion app. */
CCCryptorStatus note_encrypt(const void *key, const void *iv, const void *in, size_t len, void *out, size_t *moved)
{
    return CCCrypt(kCCEncrypt, kCCAlgorithmAES, kCCOptionPKCS7Padding, key, kCCKeySizeAES256, iv,
                   in, len, out, len + kCCBlockSizeAES128, moved);
}

void note_id(const void *note, size_t len, unsigned char out[CC_SHA1_DIGEST_LENGTH])
{
    CC_SHA1(note, (CC_LONG)len, out);
}

int note_key(const char *pw, const uint8_t *salt, size_t saltlen, uint8_t key[32])
{
    return CCKeyDerivationPBKDF(kCCPBKDF2, pw, strlen(pw), salt, saltlen, kCCPRFHmacAlgSHA256, 600000, key, 32);
}
