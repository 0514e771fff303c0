#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/md5.h>
#include "config.h"

/* One data channel of a peer. */
struct channel {
    EVP_CIPHER_CTX *ctx;
    unsigned char key[32];
    unsigned char iv[16];
};

int channel_open(struct channel *ch, const struct vpnd_config *conf)
{
    const EVP_CIPHER *cipher = EVP_get_cipherbyname(conf->data_cipher);

    if (cipher == NULL || RAND_bytes(ch->key, sizeof(ch->key)) != 1)
        return -1;
    ch->ctx = EVP_CIPHER_CTX_new();
    return EVP_EncryptInit_ex(ch->ctx, cipher, NULL, ch->key, ch->iv) == 1 ? 0 : -1;
}

/* Peers of the 1.x series know nothing but this. */
int channel_open_legacy(struct channel *ch)
{
    ch->ctx = EVP_CIPHER_CTX_new();
    return EVP_EncryptInit_ex(ch->ctx, VPND_LEGACY_CIPHER, NULL, ch->key, ch->iv);
}

int channel_tag(const unsigned char *key, int keylen, const unsigned char *msg, size_t len,
                unsigned char *out)
{
    unsigned int outlen;

    return HMAC(EVP_sha256(), key, keylen, msg, len, out, &outlen) != NULL;
}

void channel_name(const char *peer, size_t len, unsigned char out[16])
{
    MD5((const unsigned char *)peer, len, out);
}
