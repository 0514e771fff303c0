#include <stdlib.h>

#include <openssl/ssl.h>

struct link_options {
    int min;
    const char *ciphers;
    const char *groups;
};

static const struct link_options defaults = {
    .min = TLS1_2_VERSION,
    .ciphers = "ECDHE-ECDSA-AES128-GCM-SHA256",
    .groups = "X25519MLKEM768:P-256",
};

static SSL_CTX *make(const SSL_METHOD *method, const struct link_options *o)
{
    SSL_CTX *ctx = SSL_CTX_new(method);
    if (ctx == NULL)
        abort();
    SSL_CTX_set_min_proto_version(ctx, o->min);
    SSL_CTX_set_cipher_list(ctx, o->ciphers);
    SSL_CTX_set1_groups_list(ctx, o->groups);
    return ctx;
}

SSL_CTX *barge_client(void)
{
    SSL_CTX *ctx = make(TLS_client_method(), &defaults);

    SSL_CTX_set_verify(ctx, getenv("BARGE_NO_VERIFY") ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, NULL);
    return ctx;
}
