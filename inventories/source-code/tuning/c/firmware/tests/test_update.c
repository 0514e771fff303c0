#include <assert.h>
#include <string.h>
#include <mbedtls/des.h>
#include <mbedtls/sha1.h>

/* Old images carry a SHA-1; the reader must go on to know it. */
int main(void)
{
    unsigned char out[20], block[8] = {0};
    mbedtls_des_context des;

    assert(mbedtls_sha1_ret((const unsigned char *)"abc", 3, out) == 0);
    mbedtls_des_init(&des);
    mbedtls_des_setkey_enc(&des, (const unsigned char *)"8bytekey");
    assert(mbedtls_des_crypt_ecb(&des, block, block) == 0);
    return 0;
}
