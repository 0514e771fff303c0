#include <mbedtls/aes.h>
#include <mbedtls/cmac.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/ssl.h>
#include <oqs/oqs.h>
#include <psa/crypto.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sodium.h>

struct link_ops {
    mbedtls_ecp_group_id group;
    mbedtls_md_type_t md;
    const char *name;
};

static const struct link_ops ops[] = {
    { MBEDTLS_ECP_DP_SECP192R1, MBEDTLS_MD_MD5, "legacy" },
    { MBEDTLS_ECP_DP_SECP256R1, MBEDTLS_MD_SHA256, "field" },
};

int link_pair(mbedtls_ecdsa_context *kp, mbedtls_ctr_drbg_context *rng)
{
    return mbedtls_ecdsa_genkey(kp, ops[1].group, mbedtls_ctr_drbg_random, rng);
}

int link_tag(const unsigned char *key, size_t klen, const unsigned char *in, size_t len, unsigned char *out)
{
    const struct link_ops *o = &ops[1];

    return mbedtls_md_hmac(mbedtls_md_info_from_type(o->md), key, klen, in, len, out);
}

int link_cmac(const unsigned char *key, const unsigned char *in, size_t len, unsigned char out[16])
{
    const mbedtls_cipher_info_t *info = mbedtls_cipher_info_from_type(MBEDTLS_CIPHER_AES_128_ECB);

    return mbedtls_cipher_cmac(info, key, 128, in, len, out);
}

void link_tls(mbedtls_ssl_config *conf, int strict)
{
    mbedtls_ssl_conf_min_tls_version(conf, strict ? MBEDTLS_SSL_VERSION_TLS1_3 : MBEDTLS_SSL_VERSION_TLS1_2);
    mbedtls_ssl_conf_authmode(conf, MBEDTLS_SSL_VERIFY_NONE);
}

psa_status_t link_identity(psa_key_id_t *id)
{
    psa_key_attributes_t attr = PSA_KEY_ATTRIBUTES_INIT;

    psa_set_key_type(&attr, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_TWISTED_EDWARDS));
    psa_set_key_bits(&attr, 255);
    psa_set_key_algorithm(&attr, PSA_ALG_PURE_EDDSA);
    return psa_generate_key(&attr, id);
}

psa_status_t link_hash(const uint8_t *in, size_t len, uint8_t *out, size_t *olen)
{
    psa_algorithm_t alg = PSA_ALG_SHA3_512;

    return psa_hash_compute(alg, in, len, out, 64, olen);
}

int link_agree(unsigned char *out, const unsigned char *sk, const unsigned char *pk)
{
    return crypto_scalarmult(out, sk, pk);
}

int link_pq_keys(unsigned char *pk, unsigned char *sk)
{
    OQS_KEM *kem = OQS_KEM_new(OQS_KEM_alg_ml_kem_768);

    return OQS_KEM_keypair(kem, pk, sk) == OQS_SUCCESS;
}

void link_nonce(unsigned char *out)
{
    randombytes_buf(out, 24);
}

int link_box(unsigned char *c, const unsigned char *m, unsigned long long len, const unsigned char *n, const unsigned char *k)
{
    return crypto_secretbox_easy(c, m, len, n, k);
}
