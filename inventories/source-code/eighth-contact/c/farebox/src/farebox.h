#ifndef FAREBOX_H
#define FAREBOX_H

#include <stddef.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>

enum card_generation {
    CARD_GEN_PAPER = 0,
    CARD_GEN_STRIPE = 1,
    CARD_GEN_CHIP = 2
};

struct reader_options {
    mbedtls_ecp_group_id group;
    unsigned int key_bits;
    mbedtls_md_type_t digest;
};

/* fields left at zero take the house default */
#define READER_OPTIONS_INIT { \
    .group = MBEDTLS_ECP_DP_SECP256R1, \
    .key_bits = 1u << 11, \
    .digest = MBEDTLS_MD_SHA256 }

int card_reader_key(mbedtls_pk_context *pk, mbedtls_ctr_drbg_context *drbg);
int card_garage_key(mbedtls_pk_context *pk, mbedtls_ctr_drbg_context *drbg);
int card_trip_tag(enum card_generation gen, const unsigned char *key, size_t klen,
                  const unsigned char *trip, size_t tlen, unsigned char *out);
int card_random_init(mbedtls_entropy_context *entropy, mbedtls_ctr_drbg_context *drbg);

int depot_tls(mbedtls_ssl_config *conf);
int depot_open(const char *host);
int depot_make_login(const char *file);

int clerk_store_pin(char *out, const char *pin);
int clerk_open_shift(unsigned char *pk, unsigned char *sk);
int clerk_close_shift(unsigned char *sig, const unsigned char *sheet, size_t len,
                      const unsigned char *sk);
int clerk_seal_takings(unsigned char *out, const unsigned char *in, size_t len,
                       const unsigned char *nonce, const unsigned char *key);
int clerk_drop_letter(unsigned char *out, const unsigned char *msg, size_t len,
                      const unsigned char *office_pk);

#endif
