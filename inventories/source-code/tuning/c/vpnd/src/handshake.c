#include <openssl/bn.h>
#include <openssl/dh.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include "config.h"

EVP_PKEY *handshake_key(int modern)
{
    /* des cles : "EVP_RSA_gen(1024)" was the old way */
    if (modern)
        return EVP_PKEY_Q_keygen(NULL, NULL, "X25519");
    return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "prime256v1");
}

int handshake_sign(EVP_PKEY *key, const unsigned char *tbs, size_t len, unsigned char *sig, size_t *siglen)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    int ok = EVP_DigestSignInit_ex(ctx, NULL, VPND_DIGEST_NAME, NULL, NULL, key, NULL) == 1
          && EVP_DigestSign(ctx, sig, siglen, tbs, len) == 1;

    EVP_MD_CTX_free(ctx);
    return ok;
}

DH *handshake_dh(void)
{
    DH *dh = DH_new();

    DH_generate_parameters_ex(dh, VPND_DH_BITS, DH_GENERATOR_2, NULL);
    DH_generate_key(dh);
    return dh;
}

SSL_CTX *handshake_tls(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

    SSL_CTX_set_min_proto_version(ctx, TLS1_1_VERSION);
    SSL_CTX_set1_groups_list(ctx, "X25519MLKEM768:X25519");
    SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
    return ctx;
}
