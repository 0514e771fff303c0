#include <stdio.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <oqs/oqs.h>
#include <sodium.h>
#include "opts.h"

#define KEM_NAME OQS_KEM_alg_ml_kem_1024

const char *default_seal(void);

EVP_PKEY *parcel_key(const struct opts *o)
{
    return EVP_RSA_gen(o->rsa_bits);
}

EVP_PKEY *parcel_stamp_key(const struct opts *o)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "EC", o->curve);
}

int parcel_stamp(const unsigned char *bill, size_t n, unsigned char *sig, size_t *len)
{
    struct opts o = opts_default();
    EVP_PKEY *key = parcel_stamp_key(&o);
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    int ok = EVP_DigestSignInit_ex(ctx, NULL, o.sum, NULL, NULL, key, NULL) == 1
        && EVP_DigestSign(ctx, sig, len, bill, n) == 1;
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(key);
    return ok;
}

int parcel_sum(const void *p, size_t n, unsigned char *out)
{
    struct opts o = opts_default();
    EVP_MD *md = EVP_MD_fetch(NULL, o.sum, NULL);
    int ok = EVP_Digest(p, n, out, NULL, md, NULL);
    EVP_MD_free(md);
    return ok;
}

int parcel_seal(EVP_CIPHER_CTX *ctx, const unsigned char *key, const unsigned char *iv)
{
    const EVP_CIPHER *cipher = EVP_get_cipherbyname(default_seal());
    return EVP_EncryptInit_ex(ctx, cipher, NULL, key, iv);
}

int parcel_share(uint8_t *ct, uint8_t *ss, const uint8_t *pk)
{
    OQS_KEM *kem = OQS_KEM_new(KEM_NAME);
    OQS_STATUS rc = OQS_KEM_encaps(kem, ct, ss, pk);
    OQS_KEM_free(kem);
    return rc == OQS_SUCCESS;
}

int parcel_label(const unsigned char *text, unsigned long long n, unsigned char *out, const unsigned char *key)
{
    unsigned char nonce[crypto_aead_xchacha20poly1305_ietf_NPUBBYTES];
    randombytes_buf(nonce, sizeof nonce);
    return crypto_aead_xchacha20poly1305_ietf_encrypt(out, NULL, text, n, NULL, 0, NULL, nonce, key);
}

int parcel_phrase(unsigned char key[32], const char *phrase, size_t n, const unsigned char *salt)
{
    return crypto_pwhash(key, 32, phrase, n, salt, 3, 1u << 26, crypto_pwhash_ALG_ARGON2ID13);
}

void parcel_tls(SSL_CTX *ctx)
{
    static const char groups[] = "X25519MLKEM768";
    SSL_CTX_set1_groups_list(ctx, groups);
    printf("TLS groups: %zu bytes\n", sizeof groups);
}
