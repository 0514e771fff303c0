#ifndef SLUICE_H
#define SLUICE_H

#include <stddef.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

/* The gates of a lock carry a key on this curve (ECDSA since 2021, DSA before). */
#define GATE_CURVE "P-384"
#define TOLL_WIDTH 256
#define LINE_FLOOR TLS1_2_VERSION

#define PANEL_NAME_(width) EVP_aes_##width##_cbc()
#define PANEL_NAME(width)  PANEL_NAME_(width)

enum vessel { BARGE, FERRY, VESSELS };

EVP_PKEY *gate_key(void);
EVP_PKEY *vessel_key(enum vessel v);
int sign_passage(EVP_PKEY *key, const unsigned char *msg, size_t len, unsigned char *sig, size_t *siglen);
int sign_toll(EVP_PKEY *key, const unsigned char *msg, size_t len, unsigned char *sig, size_t *siglen);
int keeper_secret(const char *phrase, const unsigned char *salt, int saltlen, unsigned char out[32]);
int winter_key(unsigned char **pub, unsigned char **sec);
void print_sums(const char *line);
int toll_box(const unsigned char key[32], const unsigned char iv[12], const unsigned char *in, int len, unsigned char *out);
int panel_frame(const unsigned char *key, const unsigned char *iv, const unsigned char *in, int len, unsigned char *out);
int passage_mark(const unsigned char *key, int keylen, const char *line, unsigned char *out);
SSL_CTX *office_line(void);

#endif
