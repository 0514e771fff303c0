#ifndef BEANLOG_H
#define BEANLOG_H

#include <sodium.h>

/* pages are short, a plain AEAD will do */
#define page_seal   crypto_aead_chacha20poly1305_ietf_encrypt
#define page_open   crypto_aead_chacha20poly1305_ietf_decrypt
#define PAGE_KEY    crypto_aead_chacha20poly1305_ietf_KEYBYTES
#define PAGE_NONCE  crypto_aead_chacha20poly1305_ietf_NPUBBYTES
#define PAGE_EXTRA  crypto_aead_chacha20poly1305_ietf_ABYTES

/* effort for the passphrase of a washing station */
#define BL_OPS      crypto_pwhash_OPSLIMIT_MODERATE
#define BL_MEM      crypto_pwhash_MEMLIMIT_MODERATE

struct farm {
    char name[48];
    unsigned char sign_pk[crypto_sign_PUBLICKEYBYTES];
    unsigned char sign_sk[crypto_sign_SECRETKEYBYTES];
};

int  bl_unlock(unsigned char key[PAGE_KEY], const char *pass, const unsigned char *salt);
int  bl_farm_new(struct farm *f, const char *name);
int  bl_page_write(const unsigned char *key, const char *text, unsigned char *out, unsigned char *nonce);
int  bl_page_read(const unsigned char *key, const unsigned char *in, unsigned long long len,
                  const unsigned char *nonce, char *out);
void bl_lot_id(const unsigned char *data, size_t len, char hex[65]);

#endif
