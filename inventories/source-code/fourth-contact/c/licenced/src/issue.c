#include <linux/if_alg.h>
#include <oqs/oqs.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <secp256k1.h>
#include <secp256k1_schnorrsig.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

#include "licence.h"

static const char *const digest_names[LICENCE_COUNT] = {
#define AS_NAME(kind, digest, len) [LICENCE_##kind] = digest,
    LICENCE_KINDS(AS_NAME)
#undef AS_NAME
};

static size_t from_kernel(void *buf, size_t len)
{
    return (size_t)getrandom(buf, len, 0);
}

static size_t from_libc(void *buf, size_t len)
{
    for (size_t i = 0; i < len; i++)
        ((uint8_t *)buf)[i] = (uint8_t)rand();
    return len;
}

struct licence_store licence_store_default(void)
{
    const char *demo = getenv("LICENCED_DEMO");
    struct licence_store s = {
        .dir = "/var/lib/licenced",
        .sig_alg = OQS_SIG_alg_falcon_512,
        .random = demo != NULL ? from_libc : from_kernel,
    };

    return s;
}

int licence_issue(const struct licence_store *s, const uint8_t *body, size_t len, uint8_t *sig, size_t *siglen)
{
    struct licence_store fallback = licence_store_default();
    OQS_SIG *alg = OQS_SIG_new(s != NULL ? s->sig_alg : fallback.sig_alg);
    uint8_t *pk = malloc(alg->length_public_key), *sk = malloc(alg->length_secret_key);

    OQS_SIG_keypair(alg, pk, sk);
    OQS_SIG_sign(alg, sig, siglen, body, len, sk);
    OQS_SIG_free(alg);
    free(pk);
    free(sk);
    return 0;
}

int licence_serial(const uint8_t *body, size_t len, uint8_t *out)
{
    const EVP_MD *md = EVP_get_digestbyname(digest_names[LICENCE_floating]);

    return EVP_Digest(body, len, out, NULL, md, NULL);
}

int licence_trial_serial(const uint8_t *body, size_t len, uint8_t *out)
{
    return EVP_Q_digest(NULL, digest_names[LICENCE_trial], NULL, body, len, out, NULL);
}

int licence_disk(const uint8_t key[64])
{
    struct sockaddr_alg sa = {
        .salg_family = AF_ALG,
        .salg_type = "skcipher",
        .salg_name = "xts(aes)",
    };
    int fd = socket(AF_ALG, SOCK_SEQPACKET, 0);

    bind(fd, (struct sockaddr *)&sa, sizeof sa);
    setsockopt(fd, SOL_ALG, ALG_SET_KEY, key, 64);
    return accept(fd, NULL, 0);
}

int licence_token(const uint8_t *digest, const uint8_t *key, secp256k1_ecdsa_signature *sig)
{
    secp256k1_context *ctx = secp256k1_context_create(SECP256K1_CONTEXT_SIGN);
    int ok = secp256k1_ecdsa_sign(ctx, sig, digest, key, NULL, NULL);

    secp256k1_context_destroy(ctx);
    return ok;
}

int licence_receipt(const secp256k1_context *ctx, const uint8_t *sig, const uint8_t *msg, size_t len, const secp256k1_xonly_pubkey *pk)
{
    return secp256k1_schnorrsig_verify(ctx, sig, msg, len, pk);
}

typedef int (*derive_fn)(unsigned char *out, size_t outlen, const char *pw, const unsigned char *salt);

static int by_scrypt(unsigned char *out, size_t outlen, const char *pw, const unsigned char *salt)
{
    return EVP_PBE_scrypt(pw, strlen(pw), salt, 16, 1 << 15, 8, 1, 0, out, outlen);
}

static int by_argon(unsigned char *out, size_t outlen, const char *pw, const unsigned char *salt)
{
    return crypto_pwhash(out, outlen, pw, strlen(pw), salt, crypto_pwhash_OPSLIMIT_MODERATE,
                         crypto_pwhash_MEMLIMIT_MODERATE, crypto_pwhash_ALG_ARGON2I13);
}

int licence_unlock(unsigned char key[32], const char *pw, const unsigned char *salt, int old)
{
    derive_fn derive = old ? by_scrypt : by_argon;

    return derive(key, 32, pw, salt);
}

static int encrypt_body(const EVP_CIPHER *cipher, const uint8_t *key, const uint8_t *iv, EVP_CIPHER_CTX *ctx)
{
    return EVP_EncryptInit_ex(ctx, cipher, NULL, key, iv);
}

int licence_korea(const uint8_t *key, const uint8_t *iv, EVP_CIPHER_CTX *ctx)
{
    char name[24];

    snprintf(name, sizeof name, "%s-%d-%s", "ARIA", 192, "CTR");
    return encrypt_body(EVP_get_cipherbyname(name), key, iv, ctx);
}

int licence_export(const uint8_t *key, EVP_CIPHER_CTX *ctx)
{
    return encrypt_body(EVP_rc2_40_cbc(), key, (const uint8_t *)"licenced", ctx);
}

void licence_sign_log(const uint8_t *line, size_t len, uint8_t sig[crypto_sign_BYTES])
{
    uint8_t pk[crypto_sign_PUBLICKEYBYTES], sk[crypto_sign_SECRETKEYBYTES];

    crypto_sign_keypair(pk, sk);
    crypto_sign_detached(sig, NULL, line, len, sk);
    fprintf(stderr, "licenced: signed with ed25519, not rsa\n");
}

/* checksum of a floor plan, not of a licence */
unsigned hash(const char *floor) { return (unsigned)floor[0] * 31u; }
