#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <openssl/aes.h>
#include <openssl/cmac.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/md4.h>
#include <openssl/rsa.h>
#include <stdlib.h>
#include <string.h>
#include "algs.h"

typedef const EVP_MD *(*digest_fn)(void);

static const digest_fn digests[] = {
    [MIRROR_FAST] = EVP_md5,
    [MIRROR_SAFE] = EVP_blake2s256,
};

/* Files are compared by their digests before they are sent. */
int mirror_digest(const void *p, size_t len, unsigned char *out, unsigned int *n)
{
    return EVP_Digest(p, len, out, n, digests[MIRROR_SAFE](), NULL);
}

int mirror_cipher(EVP_CIPHER_CTX *ctx, const unsigned char *key, const unsigned char *iv)
{
    return EVP_EncryptInit(ctx, MIRROR_CIPHER, key, iv);
}

static int hash_name(const char *name, const void *p, size_t len, unsigned char *out)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    const EVP_MD *md = EVP_get_digestbyname(name);
    int ok = md != NULL && EVP_DigestInit(ctx, md) && EVP_DigestUpdate(ctx, p, len) && EVP_DigestFinal(ctx, out, NULL);

    EVP_MD_CTX_free(ctx);
    return ok;
}

int mirror_block(const void *p, size_t len, unsigned char *out)
{
    return hash_name("RSA-SHA224", p, len, out);
}

int mirror_user_cipher(EVP_CIPHER_CTX *ctx, const unsigned char *key)
{
    const char *name = getenv("MIRROR_CIPHER");

    return EVP_CipherInit(ctx, EVP_get_cipherbyname(name), key, NULL, 1);
}

/* Blocks of the journal, one by one. */
void mirror_journal(const unsigned char key[16], const unsigned char in[16], unsigned char out[16])
{
    AES_KEY k;

    AES_set_encrypt_key(key, 128, &k);
    AES_encrypt(in, out, &k);
}

gnutls_privkey_t mirror_key(void)
{
    gnutls_privkey_t key;

    gnutls_privkey_init(&key);
    gnutls_privkey_generate(key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    return key;
}

int mirror_tag(const void *key, size_t keylen, const void *p, size_t len, void *out)
{
    return gnutls_hmac_fast(GNUTLS_MAC_SHA512, key, keylen, p, len, out);
}

int mirror_tls(gnutls_session_t s)
{
    gnutls_session_set_verify_cert(s, "mirror.example.com", 0);
    return gnutls_set_default_priority(s);
}

int mirror_password(const char *pw, const unsigned char *salt, unsigned char *key)
{
    return PKCS5_PBKDF2_HMAC_SHA1(pw, -1, salt, 8, 2048, 16, key);
}

RSA *mirror_rsa(RSA *rsa, BIGNUM *e)
{
    return RSA_generate_key_ex(rsa, 2048 + 1024, e, NULL) ? rsa : NULL;
}
