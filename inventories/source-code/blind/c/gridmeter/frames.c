#include <string.h>

#include "gridmeter.h"

/* one frame of a meter; the first generation speaks an older dialect */
gcry_error_t gm_frame_open(const struct meter *m, const unsigned char *iv, size_t ivlen,
                           unsigned char *frame, size_t len)
{
    gcry_cipher_hd_t h;
    gcry_error_t err;

    if (m->generation == 1)
        err = gcry_cipher_open(&h, GCRY_CIPHER_DES, GCRY_CIPHER_MODE_CBC, 0);
    else
        err = gcry_cipher_open(&h, GM_CIPHER, GM_MODE, 0);
    if (err)
        return err;
    if (!(err = gcry_cipher_setkey(h, m->key, m->generation == 1 ? 8 : 16)) &&
        !(err = gcry_cipher_setiv(h, iv, ivlen)))
        err = gcry_cipher_decrypt(h, frame, len, NULL, 0);
    gcry_cipher_close(h);
    return err;
}

/* commands that open a breaker carry a tag of their own */
gcry_error_t gm_command_tag(const struct meter *m, const void *cmd, size_t len, unsigned char tag[16])
{
    gcry_mac_hd_t h;
    size_t n = 16;
    gcry_error_t err = gcry_mac_open(&h, GCRY_MAC_CMAC_AES, 0, NULL);

    if (err)
        return err;
    if (!(err = gcry_mac_setkey(h, m->key, sizeof m->key)) && !(err = gcry_mac_write(h, cmd, len)))
        err = gcry_mac_read(h, tag, &n);
    gcry_mac_close(h);
    return err;
}

gcry_error_t gm_meter_key(const char *pass, const char *serial, struct meter *m)
{
    return gcry_kdf_derive(pass, strlen(pass), GCRY_KDF_PBKDF2, GCRY_MD_SHA512, serial, strlen(serial),
                           120000, sizeof m->key, m->key);
}

/* readings of a day are chained; the digest is a setting of the site */
unsigned gm_day_digest(const void *day, size_t len, unsigned char *out)
{
    int algo = gcry_md_map_name(gm_conf("hash", "sha256"));

    gcry_md_hash_buffer(algo, out, day, len);
    return gcry_md_get_algo_dlen(algo);
}

void gm_challenge(unsigned char c[32])
{
    gcry_randomize(c, 32, GCRY_STRONG_RANDOM);
}
