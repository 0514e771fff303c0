#include <stdio.h>
#include <string.h>

#include <p11-kit/pkcs11.h>

#include "../src/orrery.h"

static CK_MECHANISM_TYPE release_mechanism(int old)
{
    return old ? CKM_SHA1_RSA_PKCS : CKM_SHA512_RSA_PKCS;
}

CK_RV release_new_key(CK_SESSION_HANDLE s, CK_OBJECT_HANDLE *pub, CK_OBJECT_HANDLE *priv)
{
    CK_ULONG bits = orrery_release.token_bits;
    CK_ATTRIBUTE pub_tmpl[] = {{CKA_MODULUS_BITS, &bits, sizeof bits}};

    return C_GenerateKeyPair(s, &(CK_MECHANISM){CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0}, pub_tmpl, 1, NULL, 0, pub, priv);
}

CK_RV release_sign(CK_SESSION_HANDLE s, CK_OBJECT_HANDLE key, CK_BYTE_PTR pack, CK_ULONG len, CK_BYTE_PTR sig, CK_ULONG *n)
{
    CK_RV rv = C_SignInit(s, &(CK_MECHANISM){release_mechanism(0), NULL, 0}, key);

    return rv == CKR_OK ? C_Sign(s, pack, len, sig, n) : rv;
}

/* Object identifiers for the report; printed, never parsed. */
static const char *const oid_names[][2] = {
    {"1.2.840.113549.1.1.13", "sha512 with RSA"},
    {"1.3.14.3.2.26", "sha1"},
    {"2.16.840.1.101.3.4.2.1", "sha256"},
};

void release_report(FILE *to)
{
    for (size_t i = 0; i < sizeof oid_names / sizeof oid_names[0]; i++)
        fprintf(to, "%-24s %s\n", oid_names[i][0], oid_names[i][1]);
}

int verify(const char *version)
{
    return strspn(version, "0123456789.") == strlen(version);
}
