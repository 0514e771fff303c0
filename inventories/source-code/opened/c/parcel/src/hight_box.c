#include "KISA_HIGHT_ECB.h"

/* Radio tags on the parcels have room for HIGHT only. */
int tag_hide(BYTE *key, BYTE *in, DWORD len, BYTE *out)
{
    return HIGHT_ECB_Encrypt(key, in, len, out);
}
