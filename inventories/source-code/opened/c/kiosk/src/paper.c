#include <string.h>

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/entropy.h>
#include <mbedtls/gcm.h>
#include <mbedtls/hkdf.h>
#include <mbedtls/md5.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>

#include "profile.h"

#define RECEIPT_RSA_BITS 1024u

/* Two printers: one universal, one for the small "aes" paper roll. */
static mbedtls_ctr_drbg_context drbg;

static const mbedtls_md_info_t *digest_of(const kiosk_profile *p)
{
    return mbedtls_md_info_from_type(p->md);
}

int kiosk_seed(mbedtls_entropy_context *entropy)
{
    mbedtls_ctr_drbg_init(&drbg);
    return mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, entropy, NULL, 0);
}

int kiosk_mac(const unsigned char *key, const unsigned char *in, size_t n, unsigned char *out)
{
    return mbedtls_md_hmac(digest_of(&kiosk_outdoor), key, kiosk_outdoor.key_len, in, n, out);
}

int kiosk_derive(const unsigned char *ikm, size_t n, unsigned char *okm)
{
    return mbedtls_hkdf(digest_of(&kiosk_outdoor), NULL, 0, ikm, n, (const unsigned char *)"kiosk", 5, okm, 32);
}

int kiosk_cipher(mbedtls_cipher_context_t *ctx, const unsigned char *key)
{
    const kiosk_profile *p = &kiosk_indoor;
    int rc = mbedtls_cipher_setup(ctx, mbedtls_cipher_info_from_type(p->cipher));

    if (rc == 0)
        rc = mbedtls_cipher_setkey(ctx, key, p->key_len * 8, MBEDTLS_ENCRYPT);
    return rc;
}

int kiosk_cipher_outdoor(mbedtls_cipher_context_t *ctx)
{
    return mbedtls_cipher_setup(ctx, mbedtls_cipher_info_from_type(kiosk_outdoor.cipher));
}

int kiosk_ec_key(mbedtls_ecdsa_context *ec)
{
    return mbedtls_ecdsa_genkey(ec, kiosk_outdoor.curve, mbedtls_ctr_drbg_random, &drbg);
}

int kiosk_receipt_key(mbedtls_rsa_context *rsa)
{
    mbedtls_rsa_init(rsa);
    return mbedtls_rsa_gen_key(rsa, mbedtls_ctr_drbg_random, &drbg, RECEIPT_RSA_BITS, 65537);
}

int kiosk_receipt_sign(mbedtls_rsa_context *rsa, const unsigned char *hash, unsigned char *sig)
{
    if (kiosk_receipt_key(rsa) != 0)
        return -1;
    return mbedtls_rsa_pkcs1_sign(rsa, mbedtls_ctr_drbg_random, &drbg, MBEDTLS_MD_SHA256, 32, hash, sig);
}

int kiosk_ticket(const unsigned char *key, const unsigned char *iv, const unsigned char *in, size_t n,
                 unsigned char *out, unsigned char tag[16])
{
    mbedtls_gcm_context gcm;
    int rc;

    mbedtls_gcm_init(&gcm);
    rc = mbedtls_gcm_setkey(&gcm, MBEDTLS_CIPHER_ID_ARIA, key, 8 * sizeof(unsigned long long) * 2);
    if (rc == 0)
        rc = mbedtls_gcm_crypt_and_tag(&gcm, MBEDTLS_GCM_ENCRYPT, n, iv, 12, NULL, 0, in, out, 16, tag);
    mbedtls_gcm_free(&gcm);
    return rc;
}

int kiosk_printer_id(const char *serial, unsigned char out[16])
{
    return mbedtls_md5((const unsigned char *)serial, strlen(serial), out);
}
