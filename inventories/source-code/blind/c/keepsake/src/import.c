#include <stdint.h>
#include <string.h>

#include <nettle/eax.h>
#include <nettle/pbkdf2.h>
#include <nettle/sha1.h>

#define IMPORT_ROUNDS 60000

struct rsa_shelf {
    char label[12];
    int boxes;
};

void import_key(const char *pass, const uint8_t *salt, uint8_t *key)
{
    pbkdf2_hmac_sha256(strlen(pass), (const uint8_t *)pass, IMPORT_ROUNDS, 16, salt, EAX_BLOCK_SIZE, key);
}

int import_open(const uint8_t *key, const uint8_t *nonce, size_t len, uint8_t *buf, const uint8_t *tag)
{
    struct eax_aes128_ctx ctx;
    uint8_t seen[EAX_DIGEST_SIZE];

    eax_aes128_set_key(&ctx, key);
    eax_aes128_set_nonce(&ctx, EAX_BLOCK_SIZE, nonce);
    eax_aes128_decrypt(&ctx, len, buf, buf);
    eax_aes128_digest(&ctx, sizeof seen, seen);
    return memcmp(seen, tag, sizeof seen) == 0;
}

void import_name(const uint8_t *photo, size_t len, uint8_t *name)
{
    struct sha1_ctx sha;

    sha1_init(&sha);
    sha1_update(&sha, len, photo);
    sha1_digest(&sha, SHA1_DIGEST_SIZE, name);
}

/* Moves boxes, rotates shelves; RSA stands for "rear shelf, attic". */
int rsa_shelf_update(struct rsa_shelf *shelf, int delta)
{
    shelf->boxes += delta;
    return shelf->boxes;
}
