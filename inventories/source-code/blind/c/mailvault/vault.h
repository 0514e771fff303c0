#pragma once
#include <stddef.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

#define MV_RSA_BITS   4096
#define MV_SIGN_GROUP "P-384"
#define MV_KEY_BYTES  32
#define MV_SALT_BYTES 16

struct mv_profile { const char *name, *cipher, *digest; int iterations; };
const struct mv_profile *mv_profile_find(const char *name);
/* md may be NULL for the usual one */
int mv_digest(const void *data, size_t len, const char *md, unsigned char *out, size_t *outlen);

int mv_seal(const struct mv_profile *p, const unsigned char *key, const unsigned char *in, int len,
            unsigned char *out, unsigned char iv[12], unsigned char tag[16]);
int mv_stretch(const struct mv_profile *p, const char *pass, const unsigned char *salt, unsigned char *key);

EVP_PKEY *mv_new_wrap_key(void);
EVP_PKEY *mv_new_sign_key(void);
int mv_wrap(EVP_PKEY *to, const unsigned char *key, unsigned char *out, size_t *outlen);
int mv_sign(EVP_PKEY *key, const unsigned char *in, size_t len, unsigned char *sig, size_t *siglen);
SSL_CTX *mv_uplink(const char *ca);
