#ifndef MIRROR_KPQC_H
#define MIRROR_KPQC_H

#include <stddef.h>
#include <stdint.h>

/* From the reference sources of the competition, linked as static libraries. */
int cryptolab_haetae3_keypair(uint8_t *pk, uint8_t *sk);
int cryptolab_haetae3_signature(uint8_t *sig, size_t *siglen, const uint8_t *m, size_t mlen, const uint8_t *sk);
int cryptolab_smaug1_crypto_kem_keypair(uint8_t *pk, uint8_t *sk);

#define MIRROR_SIGN cryptolab_haetae3_signature

#endif
