#include <string.h>

#include "format.h"

static gcry_error_t seal(const struct keep_shape *shape, const void *key, const void *nonce, void *buf, size_t len)
{
    gcry_cipher_hd_t hd;
    gcry_error_t err = gcry_cipher_open(&hd, shape->cipher, shape->mode, 0);

    if (err)
        return err;
    gcry_cipher_setkey(hd, key, shape->key_len);
    gcry_cipher_setiv(hd, nonce, 12);
    gcry_cipher_final(hd);
    err = gcry_cipher_encrypt(hd, buf, len, NULL, 0);
    gcry_cipher_close(hd);
    return err;
}

gcry_error_t keep_write(const void *key, void *buf, size_t len, unsigned char *nonce)
{
    gcry_randomize(nonce, 12, GCRY_STRONG_RANDOM);
    return seal(&keep_shapes[KEEP_CURRENT], key, nonce, buf, len);
}

gcry_error_t keep_read_v2(const void *key, const void *ctr, void *buf, size_t len)
{
    const struct keep_shape *old = &keep_shapes[KEEP_V2];
    gcry_cipher_hd_t hd;
    gcry_error_t err = gcry_cipher_open(&hd, old->cipher, old->mode, GCRY_CIPHER_SECURE);

    if (err)
        return err;
    gcry_cipher_setkey(hd, key, old->key_len);
    gcry_cipher_setctr(hd, ctr, 16);
    err = gcry_cipher_decrypt(hd, buf, len, NULL, 0);
    gcry_cipher_close(hd);
    return err;
}

void keep_index_sum(const void *page, size_t len, unsigned char *out)
{
    gcry_md_hash_buffer(KEEP_INDEX_MD, out, page, len);
}

gcry_error_t keep_tag(const void *key, size_t keylen, const void *page, size_t len, void *tag, size_t *taglen)
{
    gcry_mac_hd_t mac;
    gcry_error_t err = gcry_mac_open(&mac, keep_mac_for(KEEP_CURRENT), 0, NULL);

    if (err)
        return err;
    gcry_mac_setkey(mac, key, keylen);
    gcry_mac_write(mac, page, len);
    err = gcry_mac_read(mac, tag, taglen);
    gcry_mac_close(mac);
    return err;
}

static gcry_error_t derive(const char *pass, const void *salt, int prf, void *key, size_t len)
{
    return gcry_kdf_derive(pass, strlen(pass), GCRY_KDF_PBKDF2, prf, salt, 16, 180000, len, key);
}

gcry_error_t keep_legacy_key(const char *pass, const void *salt, void *key)
{
    return derive(pass, salt, KEEP_PRF, key, keep_shapes[KEEP_V2].key_len);
}
