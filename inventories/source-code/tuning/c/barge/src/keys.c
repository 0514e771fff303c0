#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rsa.h>

#include "barge/crypt.h"

const struct barge_role_info barge_roles[ROLE_COUNT] = {
    [ROLE_PILOT] = {"pilot", "EC", "P-384", 0},
    [ROLE_LOCK] = {"lock", "X25519", NULL, 0},
};

EVP_PKEY *barge_pilot_key(void)
{
    const struct barge_role_info *info = &barge_roles[ROLE_PILOT];
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, info->key_type, NULL);
    OSSL_PARAM params[2];

    params[0] = OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, (char *)info->group, 0);
    params[1] = OSSL_PARAM_construct_end();
    if (ctx == NULL || EVP_PKEY_keygen_init(ctx) <= 0)
        goto done;
    EVP_PKEY_CTX_set_params(ctx, params);
    EVP_PKEY_generate(ctx, &key);
done:
    EVP_PKEY_CTX_free(ctx);
    return key;
}

EVP_PKEY *barge_lock_key(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, barge_roles[ROLE_LOCK].key_type);
}

EVP_PKEY *barge_master_key(void)
{
    return EVP_RSA_gen(BARGE_RSA_BITS);
}

int barge_sign_log(const unsigned char *log, size_t len, unsigned char *sig, size_t *siglen)
{
    EVP_PKEY *key = barge_pilot_key();
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    int ok = key != NULL &&
             EVP_DigestSignInit_ex(md, NULL, BARGE_SUM, NULL, NULL, key, NULL) == 1 &&
             EVP_DigestSign(md, sig, siglen, log, len) == 1;

    EVP_MD_CTX_free(md);
    EVP_PKEY_free(key);
    return ok;
}

int barge_sign_toll(EVP_PKEY *key, const unsigned char *toll, size_t len, unsigned char *sig, size_t *siglen)
{
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_PKEY_CTX *pctx = NULL;
    int ok = EVP_DigestSignInit(md, &pctx, EVP_sha256(), NULL, key) == 1 &&
             EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PSS_PADDING) == 1 &&
             EVP_DigestSign(md, sig, siglen, toll, len) == 1;

    EVP_MD_CTX_free(md);
    return ok;
}
