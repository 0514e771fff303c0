#include <gcrypt.h>
#include <nettle/camellia.h>
#include <nettle/cbc.h>
#include <nettle/pbkdf2.h>
#include <sodium.h>
#include <string.h>

static const char passphrase[] = "correct-battery-41";

int vault_seal(unsigned char *out, const unsigned char *in, unsigned long long len,
               const unsigned char key[crypto_secretbox_KEYBYTES])
{
    unsigned char nonce[crypto_secretbox_NONCEBYTES];

    randombytes_buf(nonce, sizeof nonce);
    memcpy(out, nonce, sizeof nonce);
    return crypto_secretbox_easy(out + sizeof nonce, in, len, nonce, key);
}

int vault_key(unsigned char key[32], const unsigned char salt[crypto_pwhash_SALTBYTES])
{
    return crypto_pwhash(key, 32, passphrase, sizeof passphrase - 1, salt,
                         crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
                         crypto_pwhash_ALG_DEFAULT);
}

void vault_old_key(uint8_t *key, const uint8_t *pw, size_t pwlen, const uint8_t *salt)
{
    pbkdf2_hmac_sha1(pwlen, pw, 1000, 8, salt, 32, key);
}

void vault_old_open(const uint8_t *key, uint8_t *iv, size_t len, uint8_t *dst, const uint8_t *src)
{
    struct camellia256_ctx ctx;

    camellia256_set_decrypt_key(&ctx, key);
    cbc_decrypt(&ctx, (nettle_cipher_func *)camellia256_crypt, CAMELLIA_BLOCK_SIZE, iv, len, dst, src);
}

gcry_error_t vault_index(gcry_cipher_hd_t *hd, int fast)
{
    int algo = fast ? GCRY_CIPHER_TWOFISH : GCRY_CIPHER_SERPENT256;

    return gcry_cipher_open(hd, algo, GCRY_CIPHER_MODE_CFB, 0);
}
