#ifndef KIOSK_PROFILE_H
#define KIOSK_PROFILE_H

#include <mbedtls/cipher.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>

typedef struct {
    mbedtls_cipher_type_t cipher;
    mbedtls_md_type_t md;
    mbedtls_ecp_group_id curve;
    unsigned char key_len;
} kiosk_profile;

static const kiosk_profile kiosk_indoor = {
    MBEDTLS_CIPHER_AES_192_CBC, MBEDTLS_MD_SHA224, MBEDTLS_ECP_DP_SECP256R1, 24,
};

static const kiosk_profile kiosk_outdoor = {
    .cipher = MBEDTLS_CIPHER_CAMELLIA_256_CTR,
    .md = MBEDTLS_MD_SHA512,
    .curve = MBEDTLS_ECP_DP_BP384R1,
    .key_len = 32,
};

#endif
