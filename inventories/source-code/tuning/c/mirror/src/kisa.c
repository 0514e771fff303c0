#include "KISA_SEED_CBC.h"
#include <string.h>

/* Mirrors of Korean authorities want SEED, here from the agency's own source. */
int kisa_seal(BYTE *key, BYTE *iv, BYTE *in, DWORD len, BYTE *out)
{
    return SEED_CBC_Encrypt(key, iv, in, len, out);
}
