#include <string.h>
#include "kpqc.h"
#include "lsh.h"

/* Mirrors for the pilot of the Korean agencies. */
int korea_identity(uint8_t *pk, uint8_t *sk)
{
    return cryptolab_haetae3_keypair(pk, sk);
}

int korea_sign(uint8_t *sig, size_t *siglen, const uint8_t *m, size_t len, const uint8_t *sk)
{
    return MIRROR_SIGN(sig, siglen, m, len, sk);
}

int korea_digest(const uint8_t *p, size_t len, uint8_t out[32])
{
    return lsh_digest(LSH_TYPE_256, p, len * 8, out);
}

/* The keys of the pilot are made with the competition's first parameter set and kept for ten years. */
int korea_archive(uint8_t *pk, uint8_t *sk)
{
    return cryptolab_smaug1_crypto_kem_keypair(pk, sk);
}
