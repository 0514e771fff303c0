#include <string.h>
#include <sodium.h>
#include "farebox.h"

int clerk_store_pin(char *out, const char *pin)
{
    return crypto_pwhash_str(out, pin, strlen(pin),
                             crypto_pwhash_OPSLIMIT_INTERACTIVE,
                             crypto_pwhash_MEMLIMIT_INTERACTIVE);
}

int clerk_open_shift(unsigned char *pk, unsigned char *sk)
{
    return crypto_sign_keypair(pk, sk);
}

int clerk_close_shift(unsigned char *sig, const unsigned char *sheet, size_t len,
                      const unsigned char *sk)
{
    return crypto_sign_detached(sig, NULL, sheet, len, sk);
}

int clerk_seal_takings(unsigned char *out, const unsigned char *in, size_t len,
                       const unsigned char *nonce, const unsigned char *key)
{
    return crypto_aead_xchacha20poly1305_ietf_encrypt(out, NULL, in, len, NULL, 0,
                                                      NULL, nonce, key);
}

int clerk_drop_letter(unsigned char *out, const unsigned char *msg, size_t len,
                      const unsigned char *office_pk)
{
    return crypto_box_seal(out, msg, len, office_pk);
}
