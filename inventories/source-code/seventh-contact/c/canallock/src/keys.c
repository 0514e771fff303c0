#include <string.h>
#include <openssl/rsa.h>
#include <oqs/oqs.h>
#include "sluice.h"

/* bits of the key by the kind of vessel */
static const struct {
    const char *label;
    unsigned int bits;
} classes[VESSELS] = {
    [BARGE] = { "barge", 2048 },
    [FERRY] = { "ferry", 4096 },
};

EVP_PKEY *gate_key(void)
{
    return EVP_EC_gen(GATE_CURVE);
}

EVP_PKEY *vessel_key(enum vessel v)
{
    return EVP_RSA_gen(classes[v].bits);
}

int sign_passage(EVP_PKEY *key, const unsigned char *msg, size_t len, unsigned char *sig, size_t *siglen)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    int ok = EVP_DigestSignInit(ctx, NULL, EVP_sha384(), NULL, key) == 1
          && EVP_DigestSign(ctx, sig, siglen, msg, len) == 1;
    EVP_MD_CTX_free(ctx);
    return ok;
}

int sign_toll(EVP_PKEY *key, const unsigned char *msg, size_t len, unsigned char *sig, size_t *siglen)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *pctx = NULL;
    int ok = EVP_DigestSignInit(ctx, &pctx, EVP_sha256(), NULL, key) == 1
          && EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PSS_PADDING) == 1
          && EVP_DigestSign(ctx, sig, siglen, msg, len) == 1;
    EVP_MD_CTX_free(ctx);
    return ok;
}

static const EVP_MD *strong_md(int strong) { return strong ? EVP_sha512() : EVP_sha1(); }
static const EVP_MD *keeper_md(void) { return strong_md(1); }

int keeper_secret(const char *phrase, const unsigned char *salt, int saltlen, unsigned char out[32])
{
    return PKCS5_PBKDF2_HMAC(phrase, (int)strlen(phrase), salt, saltlen, 210000, keeper_md(), 32, out);
}

int winter_key(unsigned char **pub, unsigned char **sec)
{
    OQS_KEM *kem = OQS_KEM_new(OQS_KEM_alg_ml_kem_768);
    if (kem == NULL)
        return 0;
    *pub = OQS_MEM_malloc(kem->length_public_key);
    *sec = OQS_MEM_malloc(kem->length_secret_key);
    int ok = OQS_KEM_keypair(kem, *pub, *sec) == OQS_SUCCESS;
    OQS_KEM_free(kem);
    return ok;
}
