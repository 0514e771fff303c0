#include <string.h>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <oqs/oqs.h>

#include "suite.h"

static int tls_floor(void)
{
    return strcmp(conf_get("tls-floor", "1.2"), "1.3") == 0 ? TLS1_3_VERSION : TLS1_2_VERSION;
}

SSL_CTX *channel_listen(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    SSL_CTX_set_min_proto_version(ctx, tls_floor());
    SSL_CTX_set1_groups_list(ctx, FERRY_GROUPS);
    return ctx;
}

EVP_PKEY *harbour_key(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", ferry_suites[ROLE_HARBOUR].bits);
}

EVP_PKEY *deck_key(void)
{
    return EVP_EC_gen(ferry_suites[ROLE_DECK].group);
}

int deck_sign(const unsigned char *log, size_t len, unsigned char *sig, size_t *siglen)
{
    EVP_PKEY *key = deck_key();
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    int ok = EVP_DigestSignInit_ex(md, NULL, ferry_suites[ROLE_DECK].md, NULL, NULL, key, NULL) == 1;

    ok = ok && EVP_DigestSign(md, sig, siglen, log, len) == 1;
    EVP_MD_CTX_free(md);
    EVP_PKEY_free(key);
    return ok;
}

OQS_STATUS berth_keypair(uint8_t *pub, uint8_t *priv)
{
    OQS_KEM *kem = OQS_KEM_new(FERRY_KEM);
    OQS_STATUS rc = OQS_KEM_keypair(kem, pub, priv);

    OQS_KEM_free(kem);
    return rc;
}

OQS_STATUS berth_sign(const uint8_t *msg, size_t len, const uint8_t *priv, uint8_t *sig, size_t *siglen)
{
    OQS_SIG *signer = OQS_SIG_new(ferry_sig(3));
    OQS_STATUS rc = OQS_SIG_sign(signer, sig, siglen, msg, len, priv);

    OQS_SIG_free(signer);
    return rc;
}

/* Seats are handed out by the sum of the name, a cache key and no SHA. */
unsigned seat_hash(const char *name)
{
    unsigned h = 5381;

    while (*name)
        h = h * 33 + (unsigned char)*name++;
    return h % 420;
}
