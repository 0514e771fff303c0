#include <psa/crypto.h>
#include <mbedtls/ecdh.h>
#include <mbedtls/ecp.h>
#include <mbedtls/pkcs5.h>
#include <mbedtls/cipher.h>
#include <mbedtls/ssl.h>

#define LINK_ALG PSA_ALG_CCM

/* Link between sensor and base station. */
psa_status_t link_key(psa_key_id_t *id)
{
    psa_key_attributes_t a = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&a, PSA_KEY_TYPE_AES);
    psa_set_key_bits(&a, 192);
    psa_set_key_algorithm(&a, LINK_ALG);
    psa_set_key_usage_flags(&a, PSA_KEY_USAGE_ENCRYPT);
    return psa_generate_key(&a, id);
}

psa_status_t link_digest(const uint8_t *msg, size_t len, uint8_t *out, size_t outsize, size_t *outlen)
{
    return psa_hash_compute(PSA_ALG_SHA_224, msg, len, out, outsize, outlen);
}

int link_agree(mbedtls_ecp_group *grp, mbedtls_mpi *d, mbedtls_ecp_point *q,
               int (*rng)(void *, unsigned char *, size_t), void *p)
{
    mbedtls_ecp_group_load(grp, MBEDTLS_ECP_DP_SECP192R1);
    return mbedtls_ecdh_gen_public(grp, d, q, rng, p);
}

const mbedtls_cipher_info_t *link_old(void)
{
    return mbedtls_cipher_info_from_string("DES-EDE3-CBC");
}

void link_tls(mbedtls_ssl_config *conf)
{
    mbedtls_ssl_conf_min_version(conf, MBEDTLS_SSL_MAJOR_VERSION_3, MBEDTLS_SSL_MINOR_VERSION_3);
}
