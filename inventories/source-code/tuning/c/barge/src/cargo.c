#include <string.h>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include "barge/crypt.h"

static const char *const sums[] = {"MD5", "SHA3-384", BARGE_SUM};

static const EVP_CIPHER *choose(int small)
{
    return small ? EVP_aes_128_ctr() : EVP_chacha20_poly1305();
}

int barge_seal(const unsigned char *pass, const unsigned char *in, int len, unsigned char *out)
{
    unsigned char key[BARGE_KEY_BITS / 8], iv[12], salt[16];
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, BARGE_CIPHER, NULL);
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int n = 0, total = 0;

    RAND_bytes(salt, sizeof salt);
    RAND_bytes(iv, sizeof iv);
    PKCS5_PBKDF2_HMAC((const char *)pass, -1, salt, sizeof salt, 100000, EVP_sha384(), sizeof key, key);
    EVP_EncryptInit_ex2(ctx, cipher, key, iv, NULL);
    EVP_EncryptUpdate(ctx, out, &n, in, len);
    total = n;
    EVP_EncryptFinal_ex(ctx, out + n, &n);
    EVP_CIPHER_CTX_free(ctx);
    EVP_CIPHER_free(cipher);
    return total + n;
}

int barge_stream(EVP_CIPHER_CTX *ctx, const unsigned char *key, const unsigned char *iv)
{
    return EVP_EncryptInit_ex(ctx, choose(1), NULL, key, iv);
}

void barge_sums(const void *data, size_t len, unsigned char out[3][EVP_MAX_MD_SIZE])
{
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++)
        EVP_Q_digest(NULL, sums[i], NULL, data, len, out[i], NULL);
}

int barge_verify(const char *name)
{
    return strspn(name, "abcdefghijklmnopqrstuvwxyz") == strlen(name);
}
