#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/ssl.h>
#include <string.h>
#include "opts.h"

/* Everything that the relay computes goes by the options. */
EVP_MD *relayd_digest(const struct opts *o)
{
    return EVP_MD_fetch(NULL, o->digest, NULL);
}

int relayd_group(EVP_PKEY_CTX *ctx, const struct opts *o)
{
    OSSL_PARAM p[2];

    p[0] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)o->group, 0);
    p[1] = OSSL_PARAM_construct_end();
    return EVP_PKEY_keygen_init(ctx) == 1 && EVP_PKEY_CTX_set_params(ctx, p) == 1;
}

EVP_PKEY_CTX *relayd_dh(const struct opts *o)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "DH", "provider=default");

    return relayd_group(ctx, o) ? ctx : NULL;
}

int relayd_ciphers(SSL_CTX *ctx, const struct opts *o)
{
    return SSL_CTX_set_cipher_list(ctx, o->ciphers);
}

EVP_MAC_CTX *relayd_tag(const unsigned char *key)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, OSSL_MAC_NAME_KMAC128, NULL);
    EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(mac);

    EVP_MAC_init(ctx, key, OPT_TAG_BITS / 8, NULL);
    return ctx;
}

EVP_PKEY *relayd_long_key(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)OPT_KEY_LONG);
}

EVP_KDF *relayd_kdf(int argc)
{
    static const char *const kdfs[] = { "TLS1-PRF", "HKDF", "SSHKDF" };

    return EVP_KDF_fetch(NULL, kdfs[argc > 0 ? 1 : 1], NULL);
}

EVP_CIPHER *relayd_by_oid(void)
{
    return EVP_CIPHER_fetch(NULL, "2.16.840.1.101.3.4.1.46", NULL);
}
