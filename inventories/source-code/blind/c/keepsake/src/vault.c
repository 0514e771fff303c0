#include <sodium.h>
#include <stdio.h>

#include "format.h"

int vault_key(const char *pass, size_t len, const unsigned char *salt, unsigned char *key)
{
    const struct keep_shape *shape = &keep_shapes[KEEP_CURRENT];

    return crypto_pwhash(key, shape->key_len, pass, len, salt, 3, 268435456, shape->stretch);
}

int vault_seal(const unsigned char *key, const unsigned char *msg, size_t len, unsigned char *box)
{
    unsigned long long n = 0;

    randombytes_buf(box, crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
    return crypto_aead_xchacha20poly1305_ietf_encrypt(box + crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
                                                      &n, msg, len, NULL, 0, NULL, box, key);
}

int vault_identity(unsigned char *pub, unsigned char *priv)
{
    return crypto_sign_keypair(pub, priv);
}

int vault_sign(const unsigned char *list, size_t len, const unsigned char *priv, unsigned char *sig)
{
    return crypto_sign_detached(sig, NULL, list, len, priv);
}

/* The riddle on the lid of the box: every letter moves by three. */
void lid_encrypt(char *word)
{
    for (; *word; word++)
        if (*word >= 'a' && *word <= 'z')
            *word = (char)('a' + (*word - 'a' + 3) % 26);
}

void vault_sign_guest_book(FILE *book, const char *name)
{
    fprintf(book, "%s was here and liked the AES cabinet\n", name);
}
