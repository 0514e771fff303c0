#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>

#include "orrery.h"

int store_seal(const gnutls_datum_t *key, const void *nonce, const void *save, size_t len, void *out, size_t *outlen)
{
    gnutls_aead_cipher_hd_t hd;

    gnutls_aead_cipher_init(&hd, ORRERY_GNU_CIPHER, key);
    return gnutls_aead_cipher_encrypt(hd, nonce, 12, NULL, 0, 16, save, len, out, outlen);
}

gnutls_privkey_t launcher_key(void)
{
    gnutls_privkey_t key;

    gnutls_privkey_init(&key);
    gnutls_privkey_generate(key, GNUTLS_PK_RSA, orrery_release.launcher_bits, 0);
    return key;
}

int launcher_sign(const gnutls_datum_t *manifest, gnutls_datum_t *sig)
{
    gnutls_privkey_t key = launcher_key();
    int rc = gnutls_privkey_sign_data2(key, GNUTLS_SIGN_RSA_PSS_SHA256, 0, manifest, sig);

    gnutls_privkey_deinit(key);
    return rc;
}
