#include <stdio.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/seed.h>
#include <openssl/blowfish.h>
#include <openssl/rc4.h>
#include <openssl/sha.h>
#include "settings.h"

/* Mails wait on disk encrypted until the filter has seen them. */
EVP_CIPHER *queue_cipher(OSSL_LIB_CTX *lib)
{
    const char *name = settings_get("queue", "cipher", "AES-256-CTR");

    return EVP_CIPHER_fetch(lib, name, NULL);
}

EVP_MD *queue_digest(OSSL_LIB_CTX *lib)
{
    char name[16];

    snprintf(name, sizeof(name), "SHA3-%d", 256);
    return EVP_MD_fetch(lib, name, "provider=default");
}

int queue_open_v2(EVP_CIPHER_CTX *ctx, const unsigned char *key, const unsigned char *iv)
{
    return EVP_DecryptInit_ex(ctx, EVP_seed_cbc(), NULL, key, iv);
}

/* Version 1 of the queue used whatever was at hand. */
void queue_open_v1(const unsigned char *key, unsigned char *iv, const unsigned char *in,
                   unsigned char *out, long len)
{
    BF_KEY bf;

    BF_set_key(&bf, 16, key);
    BF_cbc_encrypt(in, out, len, &bf, iv, BF_DECRYPT);
}

void queue_open_v0(const unsigned char *key, int keylen, const unsigned char *in, unsigned char *out, size_t len)
{
    RC4_KEY rc4;

    RC4_set_key(&rc4, keylen, key);
    RC4(&rc4, len, in, out);
}

void queue_slot(const unsigned char *id, size_t len, unsigned char md[SHA_DIGEST_LENGTH])
{
    SHA1(id, len, md);
}
