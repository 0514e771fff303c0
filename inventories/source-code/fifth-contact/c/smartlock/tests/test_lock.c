#include <assert.h>
#include <string.h>

#include <wolfssl/wolfcrypt/des3.h>
#include <wolfssl/wolfcrypt/sha256.h>

#include "../fw/board.h"

static void test_digest(void)
{
    unsigned char out[WC_SHA256_DIGEST_SIZE];

    wc_Sha256Hash((const unsigned char *)"lock", 4, out);
    assert(out[0] != 0);
}

static void test_old_vectors(void)
{
    Des3 des;
    unsigned char key[24] = { 1 }, iv[8] = { 0 }, out[8];

    wc_Des3_SetKey(&des, key, iv, DES_ENCRYPTION);
    wc_Des3_CbcEncrypt(&des, out, key, 8);
}

int main(void)
{
    test_digest();
    test_old_vectors();
    return des_read(PIN_DES);
}
