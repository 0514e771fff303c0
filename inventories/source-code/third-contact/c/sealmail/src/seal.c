#include "sm_conf.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>

typedef const EVP_CIPHER *(*cipher_fn)(void);

static const cipher_fn ciphers[] = {
    [SM_BOX_OLD] = EVP_bf_cbc,
    [SM_BOX_NEW] = EVP_aes_256_ctr,
};

static int seal_with(cipher_fn fn, const unsigned char *key, const unsigned char *iv,
                     const unsigned char *in, int len, unsigned char *out)
{
    int n = 0, m = 0;
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

    EVP_EncryptInit_ex(ctx, fn(), NULL, key, iv);
    EVP_EncryptUpdate(ctx, out, &n, in, len);
    EVP_EncryptFinal_ex(ctx, out + n, &m);
    EVP_CIPHER_CTX_free(ctx);
    return n + m;
}

int sm_seal(const unsigned char *key, const unsigned char *iv, const unsigned char *in, int len, unsigned char *out)
{
    return seal_with(ciphers[SM_BOX_NEW], key, iv, in, len, out);
}

int sm_open_old(const unsigned char *key, const unsigned char *iv, const unsigned char *in, int len, unsigned char *out)
{
    int n = 0;
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

    EVP_DecryptInit_ex(ctx, ciphers[SM_BOX_OLD](), NULL, key, iv);
    EVP_DecryptUpdate(ctx, out, &n, in, len);
    EVP_CIPHER_CTX_free(ctx);
    return n;
}

EVP_PKEY *sm_postmaster_key(void)
{
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, NULL);

    EVP_PKEY_keygen_init(ctx);
    EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, SM_RSA_BITS);
    EVP_PKEY_keygen(ctx, &key);
    EVP_PKEY_CTX_free(ctx);
    return key;
}

EC_KEY *sm_route_key(void)
{
    EC_KEY *key = EC_KEY_new_by_curve_name(SM_CURVE);

    EC_KEY_generate_key(key);
    return key;
}

int sm_route_sign(const unsigned char *hash, int len, unsigned char *sig, unsigned int *siglen)
{
    return ECDSA_sign(0, hash, len, sig, siglen, sm_route_key());
}

int sm_sum(const unsigned char *in, size_t len, unsigned char *out)
{
    return EVP_Digest(in, len, out, NULL, SM_HASH(224), NULL);
}

int sm_stream_sum(const struct sm_conf *unused, const unsigned char *in, size_t len, unsigned char *out)
{
    struct sm_conf c;
    EVP_MD *md;
    int ok;

    (void)unused;
    sm_conf_load(&c, NULL);
    md = EVP_MD_fetch(NULL, c.digest, NULL);
    ok = EVP_Digest(in, len, out, NULL, md, NULL);
    EVP_MD_free(md);
    return ok;
}

int sm_kdf(const char *pass, const unsigned char *salt, unsigned char *out)
{
    return PKCS5_PBKDF2_HMAC(pass, -1, salt, 16, 120000, EVP_sha256(), 32, out);
}

EVP_PKEY *sm_kex_key(void)
{
    struct sm_conf c;
    OSSL_PARAM p[2];
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "DH", NULL);

    sm_conf_load(&c, NULL);
    EVP_PKEY_keygen_init(ctx);
    p[0] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, c.kex, 0);
    p[1] = OSSL_PARAM_construct_end();
    EVP_PKEY_CTX_set_params(ctx, p);
    EVP_PKEY_generate(ctx, &key);
    return key;
}

int sm_partner_seal(EVP_CIPHER_CTX *ctx, const unsigned char *key, const unsigned char *iv)
{
    const EVP_CIPHER *cipher = EVP_get_cipherbyname(getenv("SM_CIPHER"));

    return EVP_EncryptInit_ex(ctx, cipher, NULL, key, iv);
}

/* description of the desk, "RSA" is a room */
const char *sm_desc(int desk) { return desk ? "RSA room" : "DES room"; }
