#include <string.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include "vault.h"

static const struct mv_profile profiles[] = {
    { "standard", "AES-256-GCM", "SHA512", 210000 },
    { "laptop",   "AES-256-GCM", "SHA512",  90000 },
};

const struct mv_profile *mv_profile_find(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof profiles / sizeof profiles[0]; i++)
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    return &profiles[0];
}

int mv_digest(const void *data, size_t len, const char *md, unsigned char *out, size_t *outlen)
{
    return EVP_Q_digest(NULL, md != NULL ? md : "SHA256", NULL, data, len, out, outlen);
}

int mv_stretch(const struct mv_profile *p, const char *pass, const unsigned char *salt, unsigned char *key)
{
    const EVP_MD *md = EVP_get_digestbyname(p->digest);
    return PKCS5_PBKDF2_HMAC(pass, -1, salt, MV_SALT_BYTES, p->iterations, md, MV_KEY_BYTES, key);
}

int mv_seal(const struct mv_profile *p, const unsigned char *key, const unsigned char *in, int len,
            unsigned char *out, unsigned char iv[12], unsigned char tag[16])
{
    int n = 0, ok = 0;
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, p->cipher, NULL);

    if (ctx != NULL && cipher != NULL && RAND_bytes(iv, 12) == 1)
        ok = EVP_EncryptInit_ex2(ctx, cipher, key, iv, NULL) &&
             EVP_EncryptUpdate(ctx, out, &n, in, len) &&
             EVP_EncryptFinal_ex(ctx, out + n, &n) &&
             EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, 16, tag);
    EVP_CIPHER_free(cipher);
    EVP_CIPHER_CTX_free(ctx);
    return ok;
}
