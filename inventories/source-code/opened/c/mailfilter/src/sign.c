#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/obj_mac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include "settings.h"

/* Signatures under outgoing mail. */
EVP_PKEY *sign_new_key(void)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, NULL);
    EVP_PKEY *key = NULL;

    EVP_PKEY_keygen_init(ctx);
    EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, SIGN_BITS);
    EVP_PKEY_keygen(ctx, &key);
    EVP_PKEY_CTX_free(ctx);
    return key;
}

EC_KEY *sign_wallet_key(void)
{
    EC_KEY *key = EC_KEY_new_by_curve_name(SIGN_NID);

    return EC_KEY_generate_key(key) ? key : NULL;
}

static EVP_PKEY_CTX *by_name(const char *alg)
{
    return EVP_PKEY_CTX_new_from_name(NULL, alg, NULL);
}

EVP_PKEY_CTX *sign_node_key(void)
{
    return by_name("ED25519");
}

int sign_seal(EVP_PKEY_CTX *ctx)
{
    return EVP_PKEY_encrypt_init(ctx) == 1
        && EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_OAEP_PADDING) == 1;
}

int sign_tls(SSL_CTX *ctx)
{
    SSL_CTX_set_options(ctx, SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1);
    return SSL_CTX_set_cipher_list(ctx, "ECDHE+AESGCM:DES-CBC3-SHA");
}

EVP_PKEY_CTX *sign_archive_key(OSSL_LIB_CTX *lib)
{
    return EVP_PKEY_CTX_new_from_name(lib, "SLH-DSA-SHA2-128s", NULL);
}

const EVP_MD *sign_header_digest(const char *header)
{
    return EVP_get_digestbyname(header);
}
