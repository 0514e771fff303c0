#ifndef MIRROR_ALGS_H
#define MIRROR_ALGS_H

/* One place to change the strength of all mirrors. */
#define MIRROR_BITS 256
#define CAT_(a, b, c) a##b##c
#define CAT(a, b, c) CAT_(a, b, c)
#define MIRROR_CIPHER CAT(EVP_aes_, MIRROR_BITS, _ofb)()

enum mirror_digest { MIRROR_FAST = 1, MIRROR_SAFE = 2 };

#endif
