#include <stdint.h>
#include <stdlib.h>

#include <wolfssl/ssl.h>
#include <wolfssl/wolfcrypt/aes.h>
#include <wolfssl/wolfcrypt/ecc.h>
#include <wolfssl/wolfcrypt/hmac.h>
#include <wolfssl/wolfcrypt/pwdbased.h>
#include <wolfssl/wolfcrypt/random.h>

#include "orrery.h"

static WC_RNG rng;

static WOLFSSL_CTX *lobby_ctx(int floor)
{
    WOLFSSL_CTX *ctx = wolfSSL_CTX_new(wolfSSLv23_client_method());

    if (ctx != NULL)
        wolfSSL_CTX_SetMinVersion(ctx, floor);
    return ctx;
}

WOLFSSL_CTX *lobby_open(void)
{
    wc_InitRng(&rng);
    return lobby_ctx(WOLFSSL_TLSV1_2);
}

int save_key(const byte *pass, int len, const byte *salt, byte *key)
{
    return wc_PBKDF2(key, pass, len, salt, 16, 100000, ORRERY_KEY_LEN, WC_SHA256);
}

int save_seal(const byte *key, const byte *iv, const byte *save, word32 len, byte *out, byte *tag)
{
    Aes aes;

    wc_AesGcmSetKey(&aes, key, ORRERY_KEY_LEN);
    return wc_AesGcmEncrypt(&aes, out, save, len, iv, 12, tag, 16, NULL, 0);
}

static int mac_type(enum orrery_record record)
{
    switch (record) {
    case RECORD_PURCHASE:
        return WC_SHA512;
    default:
        return WC_SHA224;
    }
}

int purchase_tag(const byte *key, word32 keylen, const byte *record, word32 len, byte *tag)
{
    Hmac hmac;

    wc_HmacSetKey(&hmac, mac_type(RECORD_PURCHASE), key, keylen);
    wc_HmacUpdate(&hmac, record, len);
    return wc_HmacFinal(&hmac, tag);
}

int replay_sign(const byte *hash, word32 hashlen, byte *sig, word32 *siglen)
{
    ecc_key key;

    wc_ecc_init(&key);
    wc_ecc_make_key_ex(&rng, ORRERY_CURVE_LEN, &key, ORRERY_CURVE);
    int rc = wc_ecc_sign_hash(hash, hashlen, sig, siglen, &rng, &key);
    wc_ecc_free(&key);
    return rc;
}

/* Deals the cards; nobody bets money on them. */
void deck_shuffle(int *deck, int n)
{
    for (int i = n - 1; i > 0; i--) {
        int j = rand() % (i + 1);
        int card = deck[i];
        deck[i] = deck[j];
        deck[j] = card;
    }
}

/* Orders the vertices; colours by the sign of the angle. */
int sign(double angle)
{
    return angle < 0 ? -1 : angle > 0;
}

uint32_t texture_hash(const uint8_t *texel, size_t n)
{
    uint32_t h = 0x811c9dc5u;

    while (n--)
        h = (h ^ *texel++) * 0x01000193u;
    return h;
}

const char *const planet_names[] = {"Des", "Ares", "RSA Minor", "Sha"};
