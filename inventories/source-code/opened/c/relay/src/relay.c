#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <nettle/md4.h>
#include <nettle/eax.h>
#include <nettle/hmac.h>
#include <sodium.h>
#include <gcrypt.h>

#define PRIORITY "NORMAL:-VERS-ALL:+VERS-TLS1.0:+VERS-TLS1.2"

int relay_session(gnutls_session_t s)
{
    return gnutls_priority_set_direct(s, PRIORITY, NULL);
}

int relay_digest(const void *p, size_t len, void *out)
{
    return gnutls_hash_fast(GNUTLS_DIG_SHA3_512, p, len, out);
}

int relay_cipher(gnutls_cipher_hd_t *h, const gnutls_datum_t *key, const gnutls_datum_t *iv, int big)
{
    gnutls_cipher_algorithm_t alg;

    switch (big) {
    case 0:
        alg = GNUTLS_CIPHER_AES_128_CBC;
        break;
    default:
        alg = GNUTLS_CIPHER_AES_256_CBC;
        break;
    }
    return gnutls_cipher_init(h, alg, key, iv);
}

void relay_nthash(size_t len, const uint8_t *pw, uint8_t out[MD4_DIGEST_SIZE])
{
    struct md4_ctx ctx;

    md4_init(&ctx);
    md4_update(&ctx, len, pw);
    md4_digest(&ctx, MD4_DIGEST_SIZE, out);
}

int relay_box(unsigned char *c, const unsigned char *m, unsigned long long len, const unsigned char *n,
              const unsigned char *pk, const unsigned char *sk)
{
    return crypto_box_easy(c, m, len, n, pk, sk);
}

int relay_sign(unsigned char *sig, const unsigned char *m, unsigned long long len, const unsigned char *sk)
{
    return crypto_sign_detached(sig, NULL, m, len, sk);
}

int relay_fingerprint(unsigned char *out, const unsigned char *in, unsigned long long len)
{
    return crypto_generichash(out, 32, in, len, NULL, 0);
}

gcry_error_t relay_password(const char *pw, size_t len, const char *salt, unsigned char *key)
{
    return gcry_kdf_derive(pw, len, GCRY_KDF_SCRYPT, 16384, salt, 16, 1, 32, key);
}

gcry_error_t relay_keypair(gcry_sexp_t *key)
{
    gcry_sexp_t parms;

    gcry_sexp_build(&parms, NULL, "(genkey (dsa (nbits 4:1024)))");
    return gcry_pk_genkey(key, parms);
}
