#include <p11-kit/pkcs11.h>

/* Vendor mechanisms of the token, from its header. */
#define CKM_KCDSA_SHA256 (CKM_VENDOR_DEFINED + 0x10B)

static const CK_MECHANISM_TYPE usable[] = { CKM_RSA_PKCS, CKM_DES3_CBC, CKM_MD5, 0 };

CK_RV token_sign_kcdsa(CK_FUNCTION_LIST_PTR f, CK_SESSION_HANDLE s, CK_OBJECT_HANDLE key)
{
    CK_MECHANISM m = { CKM_KCDSA_SHA256, NULL, 0 };

    return f->C_SignInit(s, &m, key);
}

CK_RV token_digest(CK_FUNCTION_LIST_PTR f, CK_SESSION_HANDLE s)
{
    CK_MECHANISM m = { CKM_SHA_1, NULL, 0 };

    return f->C_DigestInit(s, &m);
}

CK_RV token_key(CK_FUNCTION_LIST_PTR f, CK_SESSION_HANDLE s, CK_OBJECT_HANDLE *key)
{
    CK_MECHANISM m = { CKM_DES_KEY_GEN, NULL, 0 };

    return f->C_GenerateKey(s, &m, NULL, 0, key);
}

void token_print(void (*put)(unsigned long))
{
    const CK_MECHANISM_TYPE *t;

    for (t = usable; *t; t++)
        put(*t);
}
