#include <string.h>

#include <mbedtls/hkdf.h>
#include <mbedtls/ssl.h>
#include <tinycrypt/ecc.h>
#include <tinycrypt/ecc_dh.h>
#include <tinycrypt/hmac.h>

#include "node_crypto.h"

struct uplink_options {
    const char *host;
    mbedtls_ssl_protocol_version floor;
};

static const struct uplink_options uplink = {
    .host = "uplink.example",
    .floor = MBEDTLS_SSL_VERSION_TLS1_2,
};

static uECC_Curve pair_curve(void)
{
    return uECC_secp256r1();
}

int pair_start(uint8_t *pub, uint8_t *priv)
{
    return uECC_make_key(pub, priv, pair_curve());
}

int pair_finish(const uint8_t *peer, const uint8_t *priv, uint8_t *link_key)
{
    uint8_t secret[32];

    if (!uECC_shared_secret(peer, priv, secret, pair_curve()))
        return -1;
    return mbedtls_hkdf(mbedtls_md_info_from_type(NODE_PAIR_MD), NULL, 0, secret, sizeof secret,
                        (const unsigned char *)"link", 4, link_key, NODE_LINK_BITS / 8);
}

void pair_confirm(const uint8_t *link_key, const uint8_t *transcript, size_t len, uint8_t *tag)
{
    struct tc_hmac_state_struct mac;

    tc_hmac_set_key(&mac, link_key, NODE_LINK_BITS / 8);
    tc_hmac_init(&mac);
    tc_hmac_update(&mac, transcript, (unsigned int)len);
    tc_hmac_final(tag, TC_SHA256_DIGEST_SIZE, &mac);
}

static void uplink_apply(mbedtls_ssl_config *conf, const struct uplink_options *options)
{
    mbedtls_ssl_conf_min_tls_version(conf, options->floor);
}

void uplink_prepare(mbedtls_ssl_config *conf)
{
    uplink_apply(conf, &uplink);
}

/* Finds the pairing slot of a node; any hash will do, so FNV and not SHA-1. */
unsigned pair_slot(const char *serial)
{
    unsigned hash = 2166136261u;

    while (*serial)
        hash = (hash ^ (unsigned char)*serial++) * 16777619u;
    return hash & 7;
}
