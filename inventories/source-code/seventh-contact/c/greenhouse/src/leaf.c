#include <gcrypt.h>
#include <string.h>
#include "frames.h"

#define SUMS(X) \
    X(leaf, GCRY_MD_SHA1) \
    X(root, GCRY_MD_BLAKE2B_512)

#define DEFINE_SUM(part, algo) \
    void part##_sum(const void *data, size_t len, unsigned char *out) \
    { \
        gcry_md_hash_buffer(algo, out, data, len); \
    }

SUMS(DEFINE_SUM)

int gardener_key(const char *phrase, const unsigned char *salt, unsigned char *out)
{
    return crypto_pwhash(out, 32, phrase, strlen(phrase), salt,
                         crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, crypto_pwhash_ALG_DEFAULT);
}

int mist_message(const unsigned char *key, const unsigned char *msg, size_t len, unsigned char *out)
{
    unsigned char nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES] = { 0 };
    unsigned long long used;
    return seal_frame(out, &used, msg, len, NULL, 0, NULL, nonce, key);
}

int pair_with(const unsigned char theirs[32], unsigned char shared[32])
{
    unsigned char mine[crypto_box_SECRETKEYBYTES], pub[crypto_box_PUBLICKEYBYTES];
    int (*make)(unsigned char *, unsigned char *) = crypto_box_keypair;
    make(pub, mine);
    return crypto_scalarmult(shared, mine, theirs);
}
