#include <string.h>

#include <secp256k1.h>
#include <secp256k1_schnorrsig.h>
#include <sodium.h>

#ifdef KIOSK_WALLET_CHACHA
#define aead_encrypt crypto_aead_chacha20poly1305_ietf_encrypt
#define NONCE_LEN crypto_aead_chacha20poly1305_ietf_NPUBBYTES
#else
#define aead_encrypt crypto_aead_aes256gcm_encrypt
#define NONCE_LEN crypto_aead_aes256gcm_NPUBBYTES
#endif

typedef int (*hash_fn)(unsigned char *, const unsigned char *, unsigned long long);

static const hash_fn topics[] = {crypto_hash_sha256, crypto_hash_sha512};

int wallet_store(unsigned char *out, const unsigned char *seed, const char *pin)
{
    unsigned char salt[crypto_pwhash_SALTBYTES], key[32], nonce[NONCE_LEN];
    unsigned long long n;

    randombytes_buf(salt, sizeof salt);
    randombytes_buf(nonce, sizeof nonce);
    if (crypto_pwhash(key, sizeof key, pin, strlen(pin), salt, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                      crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return -1;
    return aead_encrypt(out, &n, seed, 32, NULL, 0, NULL, nonce, key);
}

int wallet_spend(const secp256k1_context *ctx, const unsigned char *tx, size_t n, const unsigned char *key,
                 secp256k1_ecdsa_signature *sig)
{
    unsigned char digest[32];

    topics[0](digest, tx, n);
    return secp256k1_ecdsa_sign(ctx, sig, digest, key, NULL, NULL);
}

int wallet_taproot(const secp256k1_context *ctx, const unsigned char *msg32, const secp256k1_keypair *pair,
                   unsigned char sig64[64])
{
    return secp256k1_schnorrsig_sign32(ctx, sig64, msg32, pair, NULL);
}

int wallet_session(unsigned char *shared, const unsigned char *ours, const unsigned char *theirs)
{
    return crypto_scalarmult(shared, ours, theirs);
}

/* A sign in the street, and the key to its box: nothing to encrypt. */
const char *wallet_sign(void) { return "desk 4"; }
