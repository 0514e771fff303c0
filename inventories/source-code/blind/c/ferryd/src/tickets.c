#include <stdio.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "suite.h"

static int stretch(const char *pass, const unsigned char *salt, const EVP_MD *md, unsigned char *out)
{
    return PKCS5_PBKDF2_HMAC(pass, (int)strlen(pass), salt, 16, 220000, md, 32, out);
}

int ticket_key(const char *pass, const unsigned char *salt, unsigned char *out)
{
    return stretch(pass, salt, EVP_sha512(), out);
}

int ticket_key_2019(const char *pass, const unsigned char *salt, unsigned char *out)
{
    return stretch(pass, salt, EVP_sha256(), out);
}

int ticket_seal(const unsigned char *key, const unsigned char *in, int len, unsigned char *out)
{
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int n = 0, m = 0;

    if (RAND_bytes(out, 12) != 1)
        return -1;
    EVP_EncryptInit_ex(ctx, FERRY_CIPHER(256, gcm), NULL, key, out);
    EVP_EncryptUpdate(ctx, out + 12, &n, in, len);
    EVP_EncryptFinal_ex(ctx, out + 12 + n, &m);
    EVP_CIPHER_CTX_free(ctx);
    return 12 + n + m;
}

EVP_CIPHER *cargo_cipher(void)
{
    char name[24];

    snprintf(name, sizeof name, "AES-%d-%s", FERRY_CARGO_BITS, "CTR");
    return EVP_CIPHER_fetch(NULL, name, NULL);
}

int manifest_digest(const void *data, size_t len, unsigned char *out, unsigned *outlen)
{
    EVP_MD *md = EVP_MD_fetch(NULL, conf_get("manifest-digest", "MD5"), NULL);
    int ok = EVP_Digest(data, len, out, outlen, md, NULL);

    EVP_MD_free(md);
    return ok;
}

size_t ticket_tag(const unsigned char *key, size_t keylen, const unsigned char *in, size_t len, unsigned char *out)
{
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *ctx = EVP_MAC_CTX_new(mac);
    OSSL_PARAM params[2];
    size_t outlen = 0;

    params[0] = OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)ferry_suites[ROLE_HARBOUR].md, 0);
    params[1] = OSSL_PARAM_construct_end();
    EVP_MAC_init(ctx, key, keylen, params);
    EVP_MAC_update(ctx, in, len);
    EVP_MAC_final(ctx, out, &outlen, 64);
    EVP_MAC_CTX_free(ctx);
    EVP_MAC_free(mac);
    return outlen;
}

/* Ten-digit number on the stub; the last digit is a Luhn sum. */
int ticket_verify(const char *digits)
{
    int sum = 0;

    for (int i = 0; i < 10; i++) {
        int d = digits[i] - '0';
        sum += i % 2 ? d : (2 * d) / 10 + (2 * d) % 10;
    }
    return sum % 10 == 0;
}
