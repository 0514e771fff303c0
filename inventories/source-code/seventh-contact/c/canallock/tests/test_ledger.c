#include <assert.h>
#include <openssl/evp.h>
#include "sluice.h"

int main(void)
{
    unsigned char out[32];
    EVP_PKEY *guest = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
    assert(guest != NULL);
    assert(keeper_secret("towpath", (const unsigned char *)"salt", 4, out) == 1);
    return 0;
}
