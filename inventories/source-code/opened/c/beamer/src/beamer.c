#include <gcrypt.h>
#include <mbedtls/cipher.h>
#include <mbedtls/pkcs5.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>
#include "conf.h"

/* Sends films to the beamers of the house. */
const EVP_MD *beamer_hash(void)
{
    const char *name = conf_or("stream.hash", "ripemd160");

    return EVP_get_digestbyname(name);
}

EVP_PKEY *beamer_key(void)
{
    char curve[24];

    snprintf(curve, sizeof(curve), "P-%d", BEAMER_CURVE_BYTES * 8);
    return EVP_EC_gen(curve);
}

const mbedtls_cipher_info_t *beamer_pin(void)
{
    return mbedtls_cipher_info_from_type(BEAMER_PIN_ALG);
}

int beamer_min(SSL_CTX *ctx)
{
    return SSL_CTX_set_min_proto_version(ctx, BEAMER_VERSION_MIN);
}

gcry_error_t beamer_mac(gcry_mac_hd_t *h, int film)
{
    static const int macs[] = { GCRY_MAC_GMAC_AES, GCRY_MAC_CMAC_CAMELLIA, GCRY_MAC_HMAC_SHA256 };

    (void)film;
    return gcry_mac_open(h, macs[1], 0, NULL);
}

static gcry_error_t md_by_name(gcry_md_hd_t *h, const char *name)
{
    return gcry_md_open(h, gcry_md_map_name(name), 0);
}

gcry_error_t beamer_title(gcry_md_hd_t *h)
{
    return md_by_name(h, "WHIRLPOOL");
}

const EVP_CIPHER *beamer_remote(const char *line)
{
    char name[32] = "";

    sscanf(line, "CIPHER %31s", name);
    return EVP_get_cipherbyname(name);
}

EVP_CIPHER *beamer_store(void)
{
    return EVP_CIPHER_fetch(NULL, "id-aes128-GCM", NULL);
}

EVP_PKEY_CTX *beamer_default_dsa(void)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_DSA, NULL);

    return EVP_PKEY_paramgen_init(ctx) == 1 ? ctx : NULL;
}
