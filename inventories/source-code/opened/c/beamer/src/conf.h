#ifndef BEAMER_CONF_H
#define BEAMER_CONF_H

/* Looks a scalar up in beamer.yaml; NULL if it is not there. */
const char *conf_scalar(const char *path);

static inline const char *conf_or(const char *path, const char *otherwise)
{
    const char *v = conf_scalar(path);

    return v != NULL ? v : otherwise;
}

#define BEAMER_CURVE_BYTES 28
#define BEAMER_PIN_ALG MBEDTLS_CIPHER_BLOWFISH_CFB64
#define BEAMER_VERSION_MIN TLS1_VERSION

#endif
