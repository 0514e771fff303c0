#include <crypt.h>
#include <gcrypt.h>
#include <libssh2.h>
#include <openssl/dsa.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <string.h>

#include "settings.h"

struct peer_ops {
    const char *label;
    EVP_PKEY *(*make_key)(void);
    const EVP_MD *(*digest)(void);
};

static struct settings current;

static EVP_PKEY *make_rsa(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)PEER_KEY_BITS);
}

static EVP_PKEY *make_ec(void)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_EC, NULL);
    EVP_PKEY *key = NULL;

    if (EVP_PKEY_keygen_init(ctx) > 0 &&
        EVP_PKEY_CTX_set_ec_paramgen_curve_nid(ctx, NID_secp521r1) > 0)
        EVP_PKEY_keygen(ctx, &key);
    EVP_PKEY_CTX_free(ctx);
    return key;
}

static EVP_PKEY *make_ed(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "ED448");
}

static const struct peer_ops peers[PEER_MAX] = {
    [PEER_ROUTER] = { "router", make_rsa, EVP_sha1 },
    [PEER_PHONE] = { "phone", make_ec, EVP_sha512 },
    [PEER_KIOSK] = { "kiosk", make_ed, NULL },
};

/* Only phones sign their own enrolment. */
int peer_sign(const unsigned char *req, size_t len, unsigned char *sig, size_t *siglen)
{
    const struct peer_ops *ops = &peers[PEER_PHONE];
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY *key = ops->make_key();
    int ok = EVP_DigestSignInit(ctx, NULL, ops->digest(), NULL, key) == 1 &&
             EVP_DigestSign(ctx, sig, siglen, req, len) == 1;

    EVP_PKEY_free(key);
    EVP_MD_CTX_free(ctx);
    return ok;
}

unsigned char *packet_tag(const unsigned char *key, int keylen, const unsigned char *pkt, size_t len,
                          unsigned char *tag)
{
    return HMAC(EVP_get_digestbyname(current.integrity), key, keylen, pkt, len, tag, NULL);
}

int packet_open(EVP_CIPHER_CTX *ctx, const unsigned char *key, const unsigned char *iv)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, current.cipher, NULL);

    return EVP_DecryptInit_ex2(ctx, cipher, key, iv, NULL);
}

SSL_CTX *control_channel(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_method());

    SSL_CTX_set_options(ctx, SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1);
    SSL_CTX_set1_groups_list(ctx, current.groups);
    return ctx;
}

int router_shell(LIBSSH2_SESSION *session)
{
    libssh2_session_method_pref(session, LIBSSH2_METHOD_KEX, HOST_KEX);
    return libssh2_session_method_pref(session, LIBSSH2_METHOD_CRYPT_CS, "3des-cbc");
}

DSA *router_dsa(void)
{
    DSA *dsa = DSA_new();

    if (DSA_generate_parameters_ex(dsa, 1024, NULL, 0, NULL, NULL, NULL) != 1)
        ERR_print_errors_fp(stderr);
    DSA_generate_key(dsa);
    return dsa;
}

int admin_check(const char *password, const char *stored)
{
    struct crypt_data data = { 0 };

    return strcmp(crypt_r(password, stored, &data), stored) == 0;
}

void admin_enrol(const char *password, char *out, size_t cap)
{
    struct crypt_data data = { 0 };
    const char *setting = "$6$rounds=200000$tunnelctl$";

    snprintf(out, cap, "%s", crypt_r(password, setting, &data));
}

static gcry_cipher_hd_t open_log(int algo, int mode)
{
    gcry_cipher_hd_t h;

    gcry_cipher_open(&h, algo, mode, 0);
    return h;
}

gcry_cipher_hd_t audit_log(void) { return open_log(GCRY_CIPHER_TWOFISH, GCRY_CIPHER_MODE_CFB); }

void audit_chain(const void *entry, size_t len, unsigned char *out)
{
    gcry_md_hash_buffer(GCRY_MD_TIGER, out, entry, len);
}

void audit_id(unsigned char id[16])
{
    gcry_create_nonce(id, 16);
}

/* usage text */
static const char usage[] =
    "tunnelctl [--no-des] [--rsa-peers]\n"
    "  --rsa-peers   list peers that still hold an RSA key\n";

int verify(const char *arg) { return strcmp(arg, usage) != 0; }

int load(void) { return settings_load(&current, "/etc/tunnelctl/tunnelctl.conf"); }
