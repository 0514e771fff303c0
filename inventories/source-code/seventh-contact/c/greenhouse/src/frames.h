#ifndef FRAMES_H
#define FRAMES_H

#include <stddef.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/entropy.h>
#include <mbedtls/ssl.h>
#include <sodium.h>

#define seal_frame crypto_aead_xchacha20poly1305_ietf_encrypt

struct house {
    char name[16];
    mbedtls_ecp_group_id group;
    mbedtls_ecdsa_context key;
    mbedtls_entropy_context noise;
    mbedtls_ctr_drbg_context rng;
};

void house_init(struct house *h, const char *name);
int house_plant(struct house *h);
int house_sign(struct house *h, const unsigned char *sum, size_t len, unsigned char *sig, size_t room, size_t *used);
int frame_sum(const unsigned char *data, size_t len, unsigned char *out);
int asked_sum(const char *asked, const unsigned char *data, size_t len, unsigned char *out);
void house_line(mbedtls_ssl_config *conf);
int gardener_key(const char *phrase, const unsigned char *salt, unsigned char *out);
int mist_message(const unsigned char *key, const unsigned char *msg, size_t len, unsigned char *out);
int pair_with(const unsigned char theirs[32], unsigned char shared[32]);
void leaf_sum(const void *data, size_t len, unsigned char *out);
void root_sum(const void *data, size_t len, unsigned char *out);

#endif
