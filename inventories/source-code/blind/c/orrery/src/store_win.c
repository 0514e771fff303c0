#include <windows.h>
#include <bcrypt.h>
#include <stdio.h>

#include "orrery.h"

static NTSTATUS open_algorithm(BCRYPT_ALG_HANDLE *alg, LPCWSTR name)
{
    return BCryptOpenAlgorithmProvider(alg, name, NULL, 0);
}

NTSTATUS store_digest(PUCHAR data, ULONG len, PUCHAR out)
{
    BCRYPT_ALG_HANDLE alg;
    NTSTATUS rc = open_algorithm(&alg, BCRYPT_SHA384_ALGORITHM);

    if (rc == 0)
        rc = BCryptHash(alg, NULL, 0, data, len, out, 48);
    return rc;
}

NTSTATUS store_seal(PUCHAR secret, PUCHAR data, ULONG len, PUCHAR iv, PUCHAR out, ULONG cap)
{
    BCRYPT_ALG_HANDLE alg;
    BCRYPT_KEY_HANDLE key;
    ULONG done = 0;

    BCryptOpenAlgorithmProvider(&alg, BCRYPT_AES_ALGORITHM, NULL, 0);
    BCryptSetProperty(alg, BCRYPT_CHAINING_MODE, (PUCHAR)ORRERY_WIN_CHAIN, sizeof ORRERY_WIN_CHAIN, 0);
    BCryptGenerateSymmetricKey(alg, &key, NULL, 0, secret, ORRERY_KEY_LEN, 0);
    return BCryptEncrypt(key, data, len, NULL, iv, 16, out, cap, &done, BCRYPT_BLOCK_PADDING);
}

void store_hello(void)
{
    printf("store: saves are AES encrypted, ask support about SHA384 sums\n");
}
