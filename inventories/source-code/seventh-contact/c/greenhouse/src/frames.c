#include <stdio.h>
#include <string.h>
#include <mbedtls/md.h>
#include "frames.h"

#define CONF "etc/greenhouse.conf"

/* AES is spared on the small boards */
static const char *setting(const char *key, char *buf, size_t room, const char *fallback)
{
    char line[128], k[64], v[64];
    FILE *f = fopen(CONF, "r");

    snprintf(buf, room, "%s", fallback);
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%63s = %63s", k, v) == 2 && strcmp(k, key) == 0)
            snprintf(buf, room, "%s", v);
    if (f != NULL)
        fclose(f);
    return buf;
}

void house_init(struct house *h, const char *name)
{
    snprintf(h->name, sizeof h->name, "%s", name);
    h->group = MBEDTLS_ECP_DP_SECP256R1;
    mbedtls_ecdsa_init(&h->key);
    mbedtls_entropy_init(&h->noise);
    mbedtls_ctr_drbg_init(&h->rng);
    mbedtls_ctr_drbg_seed(&h->rng, mbedtls_entropy_func, &h->noise, (const unsigned char *)name, strlen(name));
}

int house_plant(struct house *h)
{
    return mbedtls_ecdsa_genkey(&h->key, h->group, mbedtls_ctr_drbg_random, &h->rng);
}

int house_sign(struct house *h, const unsigned char *sum, size_t len, unsigned char *sig, size_t room, size_t *used)
{
    return mbedtls_ecdsa_write_signature(&h->key, MBEDTLS_MD_SHA256, sum, len, sig, room, used,
                                         mbedtls_ctr_drbg_random, &h->rng);
}

int frame_sum(const unsigned char *data, size_t len, unsigned char *out)
{
    char name[16];
    const mbedtls_md_info_t *info = mbedtls_md_info_from_string(setting("frame_sum", name, sizeof name, "SHA256"));
    return mbedtls_md(info, data, len, out);
}

int asked_sum(const char *asked, const unsigned char *data, size_t len, unsigned char *out)
{
    return mbedtls_md(mbedtls_md_info_from_string(asked), data, len, out);
}

void house_line(mbedtls_ssl_config *conf)
{
    mbedtls_ssl_conf_authmode(conf, MBEDTLS_SSL_VERIFY_NONE);
}
