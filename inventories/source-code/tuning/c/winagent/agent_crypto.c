#include <windows.h>
#include <bcrypt.h>
#include <wincrypt.h>

#define AGENT_HASH BCRYPT_SHA256_ALGORITHM

/* Secrets of the agent on Windows. */
NTSTATUS agent_cipher(BCRYPT_ALG_HANDLE *alg)
{
    NTSTATUS st = BCryptOpenAlgorithmProvider(alg, BCRYPT_AES_ALGORITHM, NULL, 0);

    if (st < 0)
        return st;
    return BCryptSetProperty(*alg, BCRYPT_CHAINING_MODE, (PUCHAR)BCRYPT_CHAIN_MODE_GCM,
                             sizeof(BCRYPT_CHAIN_MODE_GCM), 0);
}

NTSTATUS agent_hash(BCRYPT_ALG_HANDLE *alg)
{
    return BCryptOpenAlgorithmProvider(alg, AGENT_HASH, NULL, BCRYPT_ALG_HANDLE_HMAC_FLAG);
}

NTSTATUS agent_identity(BCRYPT_ALG_HANDLE *alg, BCRYPT_KEY_HANDLE *key)
{
    BCryptOpenAlgorithmProvider(alg, BCRYPT_RSA_ALGORITHM, NULL, 0);
    return BCryptGenerateKeyPair(*alg, key, 1024, 0);
}

/* Settings files of agents before 3.0. */
BOOL agent_old_hash(HCRYPTPROV prov, HCRYPTHASH *hash)
{
    return CryptCreateHash(prov, CALG_MD5, 0, 0, hash);
}

BOOL agent_old_key(HCRYPTPROV prov, HCRYPTHASH hash, HCRYPTKEY *key)
{
    ALG_ID id = CALG_RC4;

    return CryptDeriveKey(prov, id, hash, 0x00800000, key);
}
