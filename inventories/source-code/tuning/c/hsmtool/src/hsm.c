#include <p11-kit/pkcs11.h>
#include <string.h>

#ifndef CKM_ARIA_CBC_PAD
#define CKM_ARIA_CBC_PAD 0x00000565UL
#endif

extern CK_FUNCTION_LIST_PTR p11;

CK_RV hsm_keypair(CK_SESSION_HANDLE s, CK_OBJECT_HANDLE *pub, CK_OBJECT_HANDLE *priv)
{
    CK_MECHANISM mech = { CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0 };
    CK_ULONG bits = 4096;
    CK_ATTRIBUTE pub_t[] = { { CKA_MODULUS_BITS, &bits, sizeof(bits) } };

    return p11->C_GenerateKeyPair(s, &mech, pub_t, 1, NULL, 0, pub, priv);
}

CK_RV hsm_sign(CK_SESSION_HANDLE s, CK_OBJECT_HANDLE key)
{
    CK_MECHANISM mech = { CKM_SHA1_RSA_PKCS, NULL, 0 };

    return p11->C_SignInit(s, &mech, key);
}

CK_RV hsm_encrypt_aria(CK_SESSION_HANDLE s, CK_OBJECT_HANDLE key, CK_BYTE iv[16])
{
    CK_MECHANISM mech;

    mech.mechanism = CKM_ARIA_CBC_PAD;
    mech.pParameter = iv;
    mech.ulParameterLen = 16;
    return p11->C_EncryptInit(s, &mech, key);
}
