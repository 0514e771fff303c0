#include <assert.h>
#include <wolfssl/options.h>
#include <wolfssl/wolfcrypt/md5.h>
#include <wolfssl/wolfcrypt/hash.h>

int main(void)
{
    byte out[WC_MD5_DIGEST_SIZE];

    assert(wc_Md5Hash((const byte *)"abc", 3, out) == 0);
    return out[0] == 0x90 ? 0 : 1;
}
