#include "suite.h"

#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>

const lantern_suite lantern_suites[2] = {
    {LANTERN_CIPHER, GCRY_CIPHER_MODE_GCM, GCRY_MAC_HMAC_SHA512, "(genkey (ecc (curve \"NIST P-521\")))"},
    {GCRY_CIPHER_TWOFISH, GCRY_CIPHER_MODE_CFB, GCRY_MAC_CMAC_AES, "(genkey (rsa (nbits 4:3072)))"},
};

const lantern_suite *lantern_default(void)
{
    return &lantern_suites[0];
}

gcry_cipher_hd_t lantern_cipher(void)
{
    const lantern_suite *s = lantern_default();
    gcry_cipher_hd_t h = NULL;

    gcry_cipher_open(&h, s->cipher, s->mode, GCRY_CIPHER_SECURE);
    return h;
}

gcry_error_t lantern_rsa(gcry_sexp_t *pair)
{
    gcry_sexp_t spec;

    gcry_sexp_build(&spec, NULL, lantern_suites[1].genkey);
    return gcry_pk_genkey(pair, spec);
}

gcry_error_t lantern_device(gcry_sexp_t *pair)
{
    gcry_sexp_t spec;

    gcry_sexp_new(&spec, lantern_default()->genkey, 0, 1);
    return gcry_pk_genkey(pair, spec);
}

void lantern_sum(const void *data, size_t n, unsigned char *out)
{
    gcry_md_hash_buffer(LANTERN_MD, out, data, n);
}

void lantern_tag(const void *key, size_t keylen, const void *data, size_t n, void *out, size_t *outlen)
{
    gcry_mac_hd_t mac;

    gcry_mac_open(&mac, lantern_default()->mac, 0, NULL);
    gcry_mac_setkey(mac, key, keylen);
    gcry_mac_write(mac, data, n);
    gcry_mac_read(mac, out, outlen);
    gcry_mac_close(mac);
}

int lantern_pin(const char *pin, const void *salt, unsigned char key[32])
{
    int algo = GCRY_KDF_PBKDF2, sub = GCRY_MD_SHA256;

    return gcry_kdf_derive(pin, strlen(pin), algo, sub, salt, 16, 90000, 32, key) == 0;
}

int lantern_session(gnutls_session_t *session, const char *priority)
{
    gnutls_init(session, GNUTLS_CLIENT);
    return gnutls_priority_set_direct(*session, priority ? priority : "NORMAL:-VERS-ALL:+VERS-TLS1.0", NULL);
}

int lantern_connect(gnutls_session_t *session)
{
    return lantern_session(session, NULL);
}

int lantern_privkey(gnutls_privkey_t key)
{
    unsigned bits = gnutls_sec_param_to_pk_bits(GNUTLS_PK_RSA, GNUTLS_SEC_PARAM_HIGH);

    return gnutls_privkey_generate(key, GNUTLS_PK_RSA, bits, 0);
}

int lantern_random(unsigned char *out, size_t n)
{
    return gnutls_rnd(GNUTLS_RND_KEY, out, n);
}

int verify(int lamp) { return lamp >= 0; }
