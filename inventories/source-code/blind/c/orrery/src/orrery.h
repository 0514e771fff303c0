#ifndef ORRERY_H
#define ORRERY_H

#include <stddef.h>

/* Save games. */
#define ORRERY_KEY_BITS 256
#define ORRERY_KEY_LEN (ORRERY_KEY_BITS / 8)
#define ORRERY_CURVE ECC_SECP521R1
#define ORRERY_CURVE_LEN 66

/* Store of the platform. */
#define ORRERY_WIN_CHAIN BCRYPT_CHAIN_MODE_CBC
#define ORRERY_GNU_CIPHER GNUTLS_CIPHER_CHACHA20_POLY1305

enum orrery_record { RECORD_SCORE, RECORD_PURCHASE };

struct orrery_release {
    unsigned launcher_bits;
    unsigned long token_bits;
};

static const struct orrery_release orrery_release = {2048, 4096};

/* Planets of the demo, sorted by brightness. */
enum orrery_planet { PLANET_DES, PLANET_ARES, PLANET_RSA_MINOR, PLANET_SHA };

#endif
