#include <string.h>
#include <mbedtls/cipher.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/gcm.h>
#include <mbedtls/md.h>
#include <mbedtls/pkcs5.h>
#include <mbedtls/rsa.h>
#include <mbedtls/ssl.h>
#include <psa/crypto.h>
#include "cam_config.h"

static mbedtls_ctr_drbg_context drbg;

int cam_random_start(mbedtls_entropy_context *entropy)
{
    mbedtls_ctr_drbg_init(&drbg);
    return mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, entropy, NULL, 0);
}

int cam_update_key(mbedtls_rsa_context *rsa)
{
    mbedtls_rsa_init(rsa);
    return mbedtls_rsa_gen_key(rsa, mbedtls_ctr_drbg_random, &drbg, CAM_UPDATE_KEY_BITS, 65537);
}

int cam_pair(mbedtls_ecdsa_context *pair)
{
    mbedtls_ecdsa_init(pair);
    return mbedtls_ecdsa_genkey(pair, CAM_PAIR_GROUP, mbedtls_ctr_drbg_random, &drbg);
}

int cam_frame_start(mbedtls_cipher_context_t *ctx, const unsigned char *key)
{
    mbedtls_cipher_init(ctx);
    if (mbedtls_cipher_setup(ctx, mbedtls_cipher_info_from_type(CAM_FRAME_CIPHER)))
        return -1;
    return mbedtls_cipher_setkey(ctx, key, 128, MBEDTLS_ENCRYPT);
}

static int still_start(mbedtls_gcm_context *gcm, const unsigned char *key, enum cam_profile p)
{
    mbedtls_gcm_init(gcm);
    return mbedtls_gcm_setkey(gcm, MBEDTLS_CIPHER_ID_ARIA, key, cam_links[p].key_bits);
}

int cam_still(mbedtls_gcm_context *gcm, const unsigned char *key)
{
    return still_start(gcm, key, CAM_OUTDOOR);
}

int cam_log_tag(const unsigned char *key, size_t n, const unsigned char *line, size_t len, unsigned char *out)
{
    const mbedtls_md_info_t *md = mbedtls_md_info_from_type(CAM_MD(SHA512));
    return mbedtls_md_hmac(md, key, n, line, len, out);
}

int cam_pin_key(const unsigned char *pin, size_t n, const unsigned char *salt, unsigned char key[32])
{
    return mbedtls_pkcs5_pbkdf2_hmac_ext(MBEDTLS_MD_SHA256, pin, n, salt, 16, 20000, 32, key);
}

psa_status_t cam_image_sum(const uint8_t *image, size_t len, uint8_t *sum, size_t *n)
{
    const psa_algorithm_t alg = PSA_ALG_SHA3_384;
    return psa_hash_compute(alg, image, len, sum, 48, n);
}

void cam_tls(mbedtls_ssl_config *conf)
{
    const struct cam_link *link = cam_links;
    mbedtls_ssl_conf_min_tls_version(conf, link->min_version);
}
