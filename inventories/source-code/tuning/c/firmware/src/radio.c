#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/chacha20_poly1305.h>
#include <wolfssl/wolfcrypt/curve25519.h>
#include <wolfssl/wolfcrypt/random.h>
#include <wolfssl/wolfcrypt/sha.h>

/* Radio frames between the gateway and its sensors. */
int radio_seal(const byte *key, const byte *nonce, const byte *frame, word32 len, byte *out, byte *tag)
{
    return wc_ChaCha20Poly1305_Encrypt(key, nonce, NULL, 0, frame, len, out, tag);
}

int radio_pair(curve25519_key *own, WC_RNG *rng)
{
    int rc = wc_InitRng(rng);

    if (rc == 0)
        rc = wc_curve25519_make_key(rng, CURVE25519_KEYSIZE, own);
    return rc;
}

int radio_crc_like(const byte *frame, word32 len, byte out[20])
{
    return wc_ShaHash(frame, len, out);
}
