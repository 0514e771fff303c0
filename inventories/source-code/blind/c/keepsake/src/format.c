#include <sodium.h>
#include <stdio.h>

#include "format.h"

const struct keep_shape keep_shapes[KEEP_FORMATS] = {
    [KEEP_V1] = {GCRY_CIPHER_CAMELLIA128, GCRY_CIPHER_MODE_CFB, 16, 0},
    [KEEP_V2] = {GCRY_CIPHER_TWOFISH, GCRY_CIPHER_MODE_CTR, 32, crypto_pwhash_ALG_ARGON2I13},
    [KEEP_V3] = {GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_OCB, 32, crypto_pwhash_ALG_ARGON2ID13},
};

const char *const keep_names[KEEP_FORMATS] = {
    "Blowfish box", "Serpent box", "RC4 box",
};

int keep_mac_for(enum keep_format format)
{
    switch (format) {
    case KEEP_V3:
        return GCRY_MAC_HMAC_SHA512;
    default:
        return GCRY_MAC_HMAC_SHA1;
    }
}

/* Prints how the shelves are arranged. */
void describeDesign(FILE *to)
{
    fputs("shelf A: letters, shelf B: photographs, shelf DSA: drawings, slides, albums\n", to);
    fprintf(to, "longest key label: %s\n", "sha-la-la");
}

unsigned long keep_adler(const unsigned char *p, size_t n)
{
    unsigned long a = 1, b = 0;

    while (n--) {
        a = (a + *p++) % 65521;
        b = (b + a) % 65521;
    }
    return (b << 16) | a;
}
