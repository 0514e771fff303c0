#include <nss.h>
#include <cryptohi.h>
#include <keyhi.h>
#include <pk11pub.h>
#include <secoid.h>

/* Device certificates are signed by the relay. */
SECStatus certs_sign(SECItem *result, const unsigned char *tbs, int len, SECKEYPrivateKey *key)
{
    return SEC_SignData(result, tbs, len, key, SEC_OID_PKCS1_SHA256_WITH_RSA_ENCRYPTION);
}

SECKEYPrivateKey *certs_key(PK11SlotInfo *slot, SECKEYPublicKey **pub, void *wincx)
{
    PK11RSAGenParams rsa = { .keySizeInBits = 2048, .pe = 65537 };

    return PK11_GenerateKeyPair(slot, CKM_RSA_PKCS_KEY_PAIR_GEN, &rsa, pub, PR_TRUE, PR_TRUE, wincx);
}
