#include <string.h>

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/gcm.h>
#include <mbedtls/hkdf.h>

#include "otad_config.h"
#include "otad.h"

static mbedtls_entropy_context entropy;

int otad_rng_start(mbedtls_ctr_drbg_context *rng, const char *serial)
{
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(rng);
    return mbedtls_ctr_drbg_seed(rng, mbedtls_entropy_func, &entropy,
                                 (const uint8_t *)serial, strlen(serial));
}

/* settings live on external flash, under a key bound to the fused secret */
int otad_store_put(mbedtls_ctr_drbg_context *rng, const uint8_t fuse[32], const char *slot,
                   const uint8_t *in, size_t len, struct otad_blob *out)
{
    uint8_t key[OTAD_STORE_KEY_BYTES];
    mbedtls_gcm_context gcm;
    int rc;

    rc = mbedtls_hkdf(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), NULL, 0, fuse, 32,
                      (const uint8_t *)slot, strlen(slot), key, sizeof key);
    if (rc != 0)
        return rc;

    mbedtls_gcm_init(&gcm);
    rc = mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_AES, key, OTAD_STORE_KEY_BITS);
    if (rc == 0)
        rc = mbedtls_ctr_drbg_random(rng, out->iv, sizeof out->iv);
    if (rc == 0)
        rc = mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, len, out->iv, sizeof out->iv,
                                       NULL, 0, in, out->body, OTAD_TAG_BYTES, out->tag);
    mbedtls_gcm_free(&gcm);
    return rc;
}
