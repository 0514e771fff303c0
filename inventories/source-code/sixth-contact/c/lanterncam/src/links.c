#include <mbedtls/ssl.h>
#include "cam_config.h"

const struct cam_link cam_links[CAM_PROFILES] = {
    [CAM_INDOOR]  = { .name = "indoor",  .min_version = MBEDTLS_SSL_VERSION_TLS1_2, .key_bits = 128 },
    [CAM_OUTDOOR] = { .name = "outdoor", .min_version = MBEDTLS_SSL_VERSION_TLS1_3, .key_bits = 256 },
};
