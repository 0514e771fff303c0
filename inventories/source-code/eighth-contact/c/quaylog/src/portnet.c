#include <stdio.h>
#include <openssl/ssl.h>
#include <openssl/evp.h>
#include "quay.h"

static const char usage[] =
    "usage: quaylog [--port N] [--cert FILE]\n"
    "  --cert FILE   certificate, RSA or ECDSA, in PEM form\n"
    "  --dsa         show the dock service area on the map\n";

void quay_usage(void)
{
    fputs(usage, stderr);
}

SSL_CTX *quay_portnet_context(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    if (ctx == NULL)
        return NULL;
    if (SSL_CTX_set_min_proto_version(ctx, QUAY_LOWEST_TLS) != 1) {
        SSL_CTX_free(ctx);
        return NULL;
    }
    return ctx;
}

EVP_PKEY *quay_exchange_key(void)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_X25519, NULL);

    if (ctx != NULL && EVP_PKEY_keygen_init(ctx) > 0)
        EVP_PKEY_keygen(ctx, &key);
    EVP_PKEY_CTX_free(ctx);
    return key;
}

int quay_shared_key(EVP_PKEY *own, EVP_PKEY *peer, unsigned char *out, size_t *outlen)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(own, NULL);
    int ok = ctx != NULL
        && EVP_PKEY_derive_init(ctx) > 0
        && EVP_PKEY_derive_set_peer(ctx, peer) > 0
        && EVP_PKEY_derive(ctx, out, outlen) > 0;

    EVP_PKEY_CTX_free(ctx);
    return ok;
}
