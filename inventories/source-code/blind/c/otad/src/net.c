#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ssl.h>

#include "otad_config.h"
#include "otad.h"

static const uint16_t groups[] = {
    MBEDTLS_SSL_IANA_TLS_GROUP_X25519,
    MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1,
    MBEDTLS_SSL_IANA_TLS_GROUP_NONE
};

int otad_tls_setup(mbedtls_ssl_config *conf, mbedtls_x509_crt *ca, mbedtls_ctr_drbg_context *rng)
{
    int rc = mbedtls_ssl_config_defaults(conf, MBEDTLS_SSL_IS_CLIENT,
                                         MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
    if (rc != 0)
        return rc;
    mbedtls_ssl_conf_min_tls_version(conf, OTAD_TLS_MIN);
    mbedtls_ssl_conf_groups(conf, groups);
    mbedtls_ssl_conf_authmode(conf, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(conf, ca, NULL);
    mbedtls_ssl_conf_rng(conf, mbedtls_ctr_drbg_random, rng);
    return 0;
}
