#include <stdio.h>
#include <string.h>
#include <openssl/rsa.h>
#include <openssl/ec.h>
#include "quay.h"

static const struct pilot_scheme schemes[] = {
    { "north light", "EC", "P-256" },
    { "river mouth", "ED25519", NULL },
};

EVP_PKEY *quay_office_key(void)
{
    EVP_PKEY *key = EVP_RSA_gen(QUAY_OFFICE_BITS);

    if (key == NULL)
        fprintf(stderr, "office: no RSA key could be made\n");
    return key;
}

EVP_PKEY *quay_seal_key(void)
{
    return EVP_EC_gen(QUAY_SEAL_CURVE);
}

static EVP_PKEY *make_key(const struct pilot_scheme *s)
{
    if (s->curve != NULL)
        return EVP_PKEY_Q_keygen(NULL, NULL, s->key_type, s->curve);
    return EVP_PKEY_Q_keygen(NULL, NULL, s->key_type);
}

EVP_PKEY *quay_station_key(const char *station)
{
    size_t i;

    for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        if (strcmp(schemes[i].pilot_station, station) == 0)
            return make_key(&schemes[i]);
    }
    return NULL;
}

int quay_sign_manifest(EVP_PKEY *key, const unsigned char *doc, size_t len,
                       unsigned char *sig, size_t *siglen)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *pctx = NULL;
    int ok;

    ok = ctx != NULL
        && EVP_DigestSignInit(ctx, &pctx, EVP_sha256(), NULL, key) == 1
        && EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PSS_PADDING) == 1
        && EVP_PKEY_CTX_set_rsa_pss_saltlen(pctx, RSA_PSS_SALTLEN_DIGEST) == 1
        && EVP_DigestSign(ctx, sig, siglen, doc, len) == 1;
    EVP_MD_CTX_free(ctx);
    return ok;
}

/* manifests signed before the 2.0 release */
int quay_check_old_manifest(EVP_PKEY *key, const unsigned char *doc, size_t len,
                            const unsigned char *sig, size_t siglen)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    int ok;

    ok = ctx != NULL
        && EVP_DigestVerifyInit(ctx, NULL, EVP_sha1(), NULL, key) == 1
        && EVP_DigestVerify(ctx, sig, siglen, doc, len) == 1;
    EVP_MD_CTX_free(ctx);
    return ok;
}
