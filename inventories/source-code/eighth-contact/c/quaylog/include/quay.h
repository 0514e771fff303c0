#ifndef QUAY_H
#define QUAY_H

#include <stddef.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

#define QUAY_MAX_BERTHS 64
#define QUAY_OFFICE_BITS (8 * 384)
#define QUAY_SEAL_CURVE "P-384"
#define QUAY_LOWEST_TLS TLS1_2_VERSION

struct quay_config {
    char harbour[48];
    char slip_digest[32];
};

struct pilot_scheme {
    const char *pilot_station;
    const char *key_type;
    const char *curve;
};

int quay_load_config(const char *path, struct quay_config *out);

EVP_PKEY *quay_office_key(void);
EVP_PKEY *quay_seal_key(void);
EVP_PKEY *quay_station_key(const char *station);
int quay_sign_manifest(EVP_PKEY *key, const unsigned char *doc, size_t len,
                       unsigned char *sig, size_t *siglen);
int quay_check_old_manifest(EVP_PKEY *key, const unsigned char *doc, size_t len,
                            const unsigned char *sig, size_t siglen);

int quay_slip_mark(const struct quay_config *cfg, const char *slip,
                   unsigned char *out, unsigned int *outlen);
int quay_berth_tag(const unsigned char *key, int keylen, const char *berth,
                   unsigned char *out, unsigned int *outlen);
int quay_seal_log(const unsigned char *key, const unsigned char *iv,
                  const unsigned char *in, int inlen, unsigned char *out,
                  unsigned char *tag);
int quay_old_plotter(const unsigned char *key, const unsigned char *in, int inlen,
                     unsigned char *out);

SSL_CTX *quay_portnet_context(void);
int quay_shared_key(EVP_PKEY *own, EVP_PKEY *peer, unsigned char *out, size_t *outlen);
EVP_PKEY *quay_exchange_key(void);

/* berth.c */
int des_berth(const char *name, int berth);

#endif
