#include <openssl/ec.h>
#include <openssl/rsa.h>
#include "vault.h"

/* one pair wraps the keys of the archive, another signs its index */
EVP_PKEY *mv_new_wrap_key(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)MV_RSA_BITS);
}

EVP_PKEY *mv_new_sign_key(void)
{
    return EVP_EC_gen(MV_SIGN_GROUP);
}

int mv_wrap(EVP_PKEY *to, const unsigned char *key, unsigned char *out, size_t *outlen)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(to, NULL);
    int ok = ctx != NULL && EVP_PKEY_encrypt_init(ctx) > 0 &&
             EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) > 0 &&
             EVP_PKEY_encrypt(ctx, out, outlen, key, MV_KEY_BYTES) > 0;

    EVP_PKEY_CTX_free(ctx);
    return ok;
}

int mv_sign(EVP_PKEY *key, const unsigned char *in, size_t len, unsigned char *sig, size_t *siglen)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    int ok = EVP_DigestSignInit(ctx, NULL, EVP_sha384(), NULL, key) == 1 &&
             EVP_DigestSign(ctx, sig, siglen, in, len) == 1;

    EVP_MD_CTX_free(ctx);
    return ok;
}

SSL_CTX *mv_uplink(const char *ca)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

    SSL_CTX_set_min_proto_version(ctx, TLS1_3_VERSION);
    SSL_CTX_set1_groups_list(ctx, "X25519:P-256");
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
    SSL_CTX_load_verify_locations(ctx, ca, NULL);
    return ctx;
}
