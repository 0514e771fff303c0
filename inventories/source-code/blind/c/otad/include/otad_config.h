/* otad: build-time settings, one header for all boards */
#ifndef OTAD_CONFIG_H
#define OTAD_CONFIG_H

#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/ssl.h>

#define OTAD_CURVE            MBEDTLS_ECP_DP_SECP384R1
#define OTAD_IMAGE_MD         MBEDTLS_MD_SHA384

#define OTAD_STORE_KEY_BYTES  16
#define OTAD_STORE_KEY_BITS   (OTAD_STORE_KEY_BYTES * 8)
#define OTAD_TAG_BYTES        16

#define OTAD_TLS_MIN          MBEDTLS_SSL_VERSION_TLS1_2

/* descriptor words of the boot record, not algorithms */
#define OTAD_DES_MAGIC        0x44455331u   /* "DES1" */
#define OTAD_HASH_SLOTS       64

#endif
