#include <windows.h>
#include <bcrypt.h>
#include <ncrypt.h>
#include <wincrypt.h>

/* Secrets of the desk client. */
static NTSTATUS open_alg(BCRYPT_ALG_HANDLE *h, LPCWSTR id)
{
    return BCryptOpenAlgorithmProvider(h, id, NULL, 0);
}

NTSTATUS desk_agree(BCRYPT_ALG_HANDLE *h)
{
    return open_alg(h, BCRYPT_ECDH_P384_ALGORITHM);
}

NTSTATUS desk_hash(PUCHAR in, ULONG len, PUCHAR out)
{
    return BCryptHash(BCRYPT_SHA512_ALG_HANDLE, NULL, 0, in, len, out, 64);
}

NTSTATUS desk_random(PUCHAR buf, ULONG len)
{
    return BCryptGenRandom(NULL, buf, len, BCRYPT_USE_SYSTEM_PREFERRED_RNG);
}

SECURITY_STATUS desk_key(NCRYPT_PROV_HANDLE prov, NCRYPT_KEY_HANDLE *key)
{
    return NCryptCreatePersistedKey(prov, key, L"ECDSA_P256", L"desk", 0, 0);
}

BOOL desk_old_key(HCRYPTPROV prov, HCRYPTKEY *key)
{
    return CryptGenKey(prov, CALG_3DES, CRYPT_EXPORTABLE, key);
}

BOOL desk_context(HCRYPTPROV *prov)
{
    return CryptAcquireContextW(prov, NULL, NULL, PROV_RSA_AES, CRYPT_VERIFYCONTEXT);
}

BOOL desk_blob(DATA_BLOB *in, DATA_BLOB *out)
{
    return CryptProtectData(in, L"desk", NULL, NULL, NULL, 0, out);
}
