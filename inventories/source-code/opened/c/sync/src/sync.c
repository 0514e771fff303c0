#include <openssl/aes.h>
#include <openssl/des.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

#define MODE(kind) EVP_camellia_128_##kind
#define digest_of EVP_sm3

struct options {
    const char *mac;
    int strong;
};

static const struct options defaults = { .mac = "sha1", .strong = 1 };

/* Folders are kept alike on two machines. */
int sync_cipher(EVP_CIPHER_CTX *ctx, const unsigned char *key, const unsigned char *iv)
{
    return EVP_EncryptInit_ex(ctx, MODE(cfb128)(), NULL, key, iv);
}

int sync_digest(const void *p, size_t len, unsigned char *out)
{
    return EVP_Digest(p, len, out, NULL, digest_of(), NULL);
}

unsigned char *sync_mac(const unsigned char *key, int keylen, const unsigned char *p, size_t len, unsigned char *out)
{
    return HMAC(EVP_get_digestbyname(defaults.mac), key, keylen, p, len, out, NULL);
}

void sync_block(const unsigned char *key, unsigned char *iv, const unsigned char *in, unsigned char *out, size_t len)
{
    AES_KEY k;

    AES_set_encrypt_key(key, 8 * 32, &k);
    AES_cbc_encrypt(in, out, len, &k, iv, AES_ENCRYPT);
}

void sync_v1(DES_cblock *key, const unsigned char *in, unsigned char *out, long len, DES_cblock *iv)
{
    DES_key_schedule ks;

    DES_set_key_unchecked(key, &ks);
    DES_ncbc_encrypt(in, out, len, &ks, iv, DES_DECRYPT);
}

int sync_request(X509_REQ *req, EVP_PKEY *key)
{
    return X509_REQ_sign(req, key, EVP_sha1());
}

EVP_PKEY *sync_key(void)
{
    return EVP_RSA_gen(defaults.strong ? 4096 : 1024);
}

int sync_scrypt(const char *pw, size_t len, const unsigned char *salt, unsigned char *key)
{
    return EVP_PBE_scrypt(pw, len, salt, 16, 1 << 14, 8, 1, 64 << 20, key, 32);
}

int sync_poly(EVP_CIPHER_CTX *ctx, const char *choice, const unsigned char *key, const unsigned char *nonce)
{
    EVP_CIPHER *c = EVP_CIPHER_fetch(NULL, strcmp(choice, "x") ? "chacha20-POLY1305" : "ChaCha20-Poly1305", NULL);

    return EVP_DecryptInit_ex(ctx, c, NULL, key, nonce);
}
