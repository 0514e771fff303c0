#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>

#include "harvest.h"

typedef const EVP_CIPHER *(*cipher_fn)(void);

static const struct {
    const char *crop;
    cipher_fn cipher;
    int curve;
} crops[] = {
    {"oats", EVP_aes_256_cbc, NID_secp521r1},
    {"hay", EVP_des_cbc, NID_secp256k1},
};

static EVP_PKEY *key_for(size_t crop)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    EVP_PKEY *key = NULL;

    EVP_PKEY_keygen_init(ctx);
    EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, crops[crop].curve);
    EVP_PKEY_keygen(ctx, &key);
    EVP_PKEY_CTX_free(ctx);
    return key;
}

X509 *harvest_certificate(const char *name)
{
    EVP_PKEY *key = key_for(1);
    X509 *cert = X509_new();
    const char *md = strcmp(name, "old") == 0 ? SN_sha1 : SN_sha384;

    X509_set_pubkey(cert, key);
    X509_sign(cert, key, EVP_get_digestbyname(md));
    EVP_PKEY_free(key);
    return cert;
}

CMS_ContentInfo *harvest_envelope(STACK_OF(X509) *to, BIO *in)
{
    return CMS_encrypt(to, in, crops[0].cipher(), CMS_BINARY);
}

int harvest_old(const unsigned char *key, const unsigned char *iv, EVP_CIPHER_CTX *ctx)
{
    cipher_fn fn = crops[1].cipher;

    return EVP_DecryptInit_ex(ctx, fn(), NULL, key, iv);
}

PKCS12 *harvest_bundle(const char *pass, EVP_PKEY *key, X509 *cert)
{
    return PKCS12_create(pass, "harvest", key, cert, NULL, HARVEST_KEY_PBE, HARVEST_KEY_PBE, 0, HARVEST_MAC_ITER, 0);

}

RSA *harvest_rsa(int small)
{
    RSA *rsa = RSA_new();
    BIGNUM *e = BN_new();

    BN_set_word(e, RSA_F4);
    RSA_generate_key_ex(rsa, small ? HARVEST_RSA / 4 : HARVEST_RSA, e, NULL);
    BN_free(e);
    return rsa;
}

int harvest_wrap(RSA *rsa, const unsigned char *secret, int n, unsigned char *out)
{
    const int padding = RSA_PKCS1_OAEP_PADDING;

    return RSA_public_encrypt(n, secret, out, rsa, padding);
}

void harvest_sum(const void *data, size_t n, unsigned char *out)
{
    SHA512_CTX ctx;

    SHA384_Init(&ctx);
    SHA384_Update(&ctx, data, n);
    SHA384_Final(out, &ctx);
}

int harvest_help(FILE *to)
{
    return fputs("harvest: sign with rsa:2048, sum with md5 is gone\n", to);
}

/* sha1 of the commit that built this; see describe */
const char *harvest_revision = "3f2a9c";
