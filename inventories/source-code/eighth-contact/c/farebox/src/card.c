#include <string.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecp.h>
#include <mbedtls/entropy.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include "farebox.h"

/* fare classes: adult, child, rsa = reduced single adult */
static const char *const fare_codes[] = { "adt", "chd", "rsa", "ecc" };

const char *card_fare_code(unsigned int n)
{
    return n < 4 ? fare_codes[n] : "?";
}

int card_random_init(mbedtls_entropy_context *entropy, mbedtls_ctr_drbg_context *drbg)
{
    mbedtls_entropy_init(entropy);
    mbedtls_ctr_drbg_init(drbg);
    return mbedtls_ctr_drbg_seed(drbg, mbedtls_entropy_func, entropy,
                                 (const unsigned char *)"farebox", 7);
}

int card_reader_key(mbedtls_pk_context *pk, mbedtls_ctr_drbg_context *drbg)
{
    struct reader_options opt = READER_OPTIONS_INIT;
    int ret;

    opt.group = MBEDTLS_ECP_DP_SECP384R1;
    ret = mbedtls_pk_setup(pk, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY));
    if (ret != 0)
        return ret;
    return mbedtls_ecp_gen_key(opt.group, mbedtls_pk_ec(*pk),
                               mbedtls_ctr_drbg_random, drbg);
}

int card_garage_key(mbedtls_pk_context *pk, mbedtls_ctr_drbg_context *drbg)
{
    const struct reader_options opt = READER_OPTIONS_INIT;
    int ret = mbedtls_pk_setup(pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA));

    if (ret != 0)
        return ret;
    return mbedtls_rsa_gen_key(mbedtls_pk_rsa(*pk), mbedtls_ctr_drbg_random, drbg,
                               opt.key_bits, 65537);
}

int card_trip_tag(enum card_generation gen, const unsigned char *key, size_t klen,
                  const unsigned char *trip, size_t tlen, unsigned char *out)
{
    mbedtls_md_type_t type = gen >= CARD_GEN_CHIP ? MBEDTLS_MD_SHA256 : MBEDTLS_MD_SHA1;

    return mbedtls_md_hmac(mbedtls_md_info_from_type(type), key, klen, trip, tlen, out);
}
