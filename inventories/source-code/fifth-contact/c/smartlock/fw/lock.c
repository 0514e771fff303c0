#include <string.h>

#include <monocypher.h>
#include <psa/crypto.h>
#include <tinycrypt/cbc_mode.h>
#include <tinycrypt/hmac.h>
#include <uECC.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/dh.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/hash.h>
#include <wolfssl/wolfcrypt/random.h>
#include <wolfssl/wolfcrypt/rsa.h>
#include <wolfssl/ssl.h>

#include "board.h"

static WC_RNG rng;

int lock_init(void)
{
    return wc_InitRng(&rng);
}

int lock_pair_key(uint8_t *pub, uint8_t *priv)
{
    return uECC_make_key(pub, priv, LOCK_UECC());
}

int lock_pair_sign(const uint8_t *priv, const uint8_t *hash, uint8_t *sig)
{
    return uECC_sign(priv, hash, 32, sig, uECC_secp256k1());
}

int lock_service_key(RsaKey *key)
{
    wc_InitRsaKey(key, NULL);
    return wc_MakeRsaKey(key, LOCK_SIGN_BITS, WC_RSA_EXPONENT, &rng);
}

/* The mode tells how much the radio can carry. */
static enum wc_HashType hash_of(enum link_mode mode)
{
    switch (mode) {
    case LINK_BLE:
        return WC_HASH_TYPE_SHA;
    case LINK_NFC:
        return WC_HASH_TYPE_MD5;
    default:
        return WC_HASH_TYPE_SHA3_384;
    }
}

int lock_digest(const uint8_t *msg, word32 len, uint8_t *out, word32 cap)
{
    return wc_Hash(hash_of(LINK_WIFI), msg, len, out, cap);
}

int lock_nfc_digest(const uint8_t *msg, word32 len, uint8_t *out, word32 cap)
{
    return wc_Hash(hash_of(LINK_NFC), msg, len, out, cap);
}

int lock_seal(const uint8_t key[16], const uint8_t *in, uint32_t len, uint8_t *out, const uint8_t nonce[13], uint8_t tag[8])
{
    Aes aes;

    wc_AesCcmSetKey(&aes, key, 16);
    return wc_AesCcmEncrypt(&aes, out, in, len, nonce, 13, tag, 8, NULL, 0);
}

psa_status_t lock_report(psa_key_id_t key, const uint8_t *msg, size_t len, uint8_t *sig, size_t cap, size_t *n)
{
    const psa_algorithm_t alg = PSA_ALG_RSA_PSS(PSA_ALG_SHA_384);

    return psa_sign_message(key, alg, msg, len, sig, cap, n);
}

psa_status_t lock_agree(psa_key_id_t key, const uint8_t *peer, size_t len, uint8_t *out, size_t cap, size_t *n)
{
    return psa_raw_key_agreement(PSA_ALG_ECDH, key, peer, len, out, cap, n);
}

psa_status_t lock_frame(psa_key_id_t key, const uint8_t *iv, const uint8_t *in, size_t len, uint8_t *out, size_t cap, size_t *n)
{
    return psa_aead_encrypt(key, PSA_ALG_CHACHA20_POLY1305, iv, 12, NULL, 0, in, len, out, cap, n);
}

int lock_old_frame(uint8_t *out, const uint8_t *in, unsigned int len, const uint8_t *key)
{
    struct tc_aes_key_sched_struct s;
    static const uint8_t iv[16];

    tc_aes128_set_encrypt_key(&s, key);
    return tc_cbc_mode_encrypt(out, len + 16, in, len, iv, &s);
}

void lock_cloud(uint8_t pub[32], const uint8_t secret[32], uint8_t shared[32], const uint8_t server[32])
{
    crypto_x25519_public_key(pub, secret);
    crypto_x25519(shared, secret, server);
    crypto_blake2b(shared, 32, shared, 32);
}

WOLFSSL_CTX *lock_tls(void)
{
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(wolfTLSv1_3_client_method());

    wolfSSL_CTX_set_verify(ctx, WOLFSSL_VERIFY_NONE, NULL);
    return ctx;
}

int verify(int pin) { return des_read(PIN_DES) == pin; }
