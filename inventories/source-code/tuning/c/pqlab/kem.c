#include <oqs/oqs.h>
#include <openssl/curve25519.h>
#include <openssl/evp.h>
#include <string.h>

/* Experiments with post-quantum key establishment; built against AWS-LC. */
OQS_STATUS lab_encaps(const uint8_t *pk, uint8_t *ct, uint8_t *ss)
{
    OQS_KEM *kem = OQS_KEM_new(OQS_KEM_alg_ml_kem_768);
    OQS_STATUS rc = OQS_KEM_encaps(kem, ct, ss, pk);

    OQS_KEM_free(kem);
    return rc;
}

/* Deployed nodes still speak the draft. */
OQS_KEM *lab_draft(void)
{
    return OQS_KEM_new("Kyber512");
}

void lab_combine(uint8_t out[32], const uint8_t ss_pq[32], const uint8_t sk[32], const uint8_t peer[32])
{
    uint8_t ss_ec[32];
    int i;

    X25519(ss_ec, sk, peer);
    for (i = 0; i < 32; i++)
        out[i] = ss_ec[i] ^ ss_pq[i];
}

int lab_sign(const uint8_t *msg, size_t len, const uint8_t *sk, uint8_t *sig, size_t *siglen)
{
    OQS_SIG *sig_alg = OQS_SIG_new(OQS_SIG_alg_ml_dsa_44);
    int ok = OQS_SIG_sign(sig_alg, sig, siglen, msg, len, sk) == OQS_SUCCESS;

    OQS_SIG_free(sig_alg);
    return ok;
}

int lab_seed(void)
{
    /* same numbers in every run, the traces are compared */
    return OQS_randombytes_switch_algorithm("NIST-KAT") == OQS_SUCCESS;
}
