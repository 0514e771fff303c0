#include <mbedtls/aes.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/gcm.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <mbedtls/ssl.h>

#define IMAGE_MD MBEDTLS_MD_SHA256

/* Images are encrypted with the fleet key and signed by the vendor. */
int update_verify(mbedtls_pk_context *vendor, const unsigned char *image, size_t len,
                  const unsigned char *sig, size_t siglen)
{
    unsigned char hash[32];
    int rc = mbedtls_md(mbedtls_md_info_from_type(IMAGE_MD), image, len, hash);

    if (rc != 0)
        return rc;
    return mbedtls_pk_verify(vendor, IMAGE_MD, hash, sizeof(hash), sig, siglen);
}

int update_open(const unsigned char *fleet_key, const unsigned char *nonce, const unsigned char *in,
                size_t len, const unsigned char *tag, unsigned char *out)
{
    mbedtls_gcm_context gcm;
    int rc;

    mbedtls_gcm_init(&gcm);
    rc = mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, fleet_key, 128);
    if (rc == 0)
        rc = mbedtls_gcm_auth_decrypt(&gcm, len, nonce, 12, NULL, 0, tag, 16, in, out);
    mbedtls_gcm_free(&gcm);
    return rc;
}

int device_key(mbedtls_rsa_context *rsa, mbedtls_entropy_context *entropy, mbedtls_ctr_drbg_context *drbg)
{
    int rc = mbedtls_ctr_drbg_seed(drbg, mbedtls_entropy_func, entropy, NULL, 0);

    if (rc != 0)
        return rc;
    return mbedtls_rsa_gen_key(rsa, mbedtls_ctr_drbg_random, drbg, 2048, 65537);
}

void update_tls(mbedtls_ssl_config *conf)
{
    mbedtls_ssl_config_defaults(conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
    mbedtls_ssl_conf_authmode(conf, MBEDTLS_SSL_VERIFY_OPTIONAL);
}
