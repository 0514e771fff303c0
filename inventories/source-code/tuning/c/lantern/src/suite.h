#ifndef LANTERN_SUITE_H
#define LANTERN_SUITE_H

#include <gcrypt.h>

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)
#ifndef LANTERN_BITS
#define LANTERN_BITS 192
#endif
#define LANTERN_CIPHER JOIN(GCRY_CIPHER_AES, LANTERN_BITS)
#define LANTERN_MD GCRY_MD_SHA3_384

/* The lamps: names only, "desk", "universal", "aes-thetic". */

typedef struct lantern_suite {
    int cipher, mode, mac;
    const char *genkey;
} lantern_suite;

extern const lantern_suite lantern_suites[2];
const lantern_suite *lantern_default(void);

#endif
