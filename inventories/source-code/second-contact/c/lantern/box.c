#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/rsa.h>
#include <openssl/dh.h>
#include <mbedtls/pk.h>
#include <mbedtls/md.h>
#include <mbedtls/rsa.h>
#include <mbedtls/ecp.h>
#include <string.h>
#include "box.h"

struct suite { const char *label; int bits; const char *cipher; int nid; };

static const struct suite suites[] = {
    { "old",  1024, "DES-EDE3-CBC", NID_X9_62_prime192v1 },
    { .label = "new", .bits = 3072, .cipher = "AES-192-GCM", .nid = NID_secp384r1 },
};

static const struct suite *current(void) { return &suites[1]; }

EVP_PKEY *box_rsa(void)
{
    return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)current()->bits);
}

const EVP_CIPHER *box_cipher(void)
{
    const struct suite *s = current();
    return EVP_get_cipherbyname(s->cipher);
}

EC_KEY *box_ec(int old)
{
    const struct suite *s = old ? &suites[0] : &suites[1];
    return EC_KEY_new_by_curve_name(s->nid);
}

typedef const EVP_MD *(*md_fn)(void);
static const md_fn digests[] = { EVP_md5, EVP_sha224, EVP_sha512 };

const EVP_MD *box_md(void)
{
    return digests[BOX_DIGEST]();
}

int box_mbed(mbedtls_pk_context *pk, int (*rng)(void *, unsigned char *, size_t), void *p)
{
    mbedtls_pk_type_t kind = MBEDTLS_PK_RSA;
    mbedtls_pk_setup(pk, mbedtls_pk_info_from_type(kind));
    return mbedtls_rsa_gen_key(mbedtls_pk_rsa(*pk), rng, p, BOX_RSA_WORDS * 32, 65537);
}

int box_ecp(mbedtls_ecp_keypair *k, int (*rng)(void *, unsigned char *, size_t), void *p)
{
    mbedtls_ecp_group_id id;
    switch (BOX_LEVEL) {
    case 1: id = MBEDTLS_ECP_DP_SECP256R1; break;
    default: id = MBEDTLS_ECP_DP_BP384R1; break;
    }
    return mbedtls_ecp_gen_key(id, k, rng, p);
}

static int with_digest(const EVP_MD *md, const unsigned char *in, size_t n, unsigned char *out)
{
    return EVP_Digest(in, n, out, NULL, md, NULL);
}

int box_checksum(const unsigned char *in, size_t n, unsigned char *out)
{
    return with_digest(EVP_md5(), in, n, out);
}

SSL_CTX *box_tls(void)
{
    const SSL_METHOD *m = TLS_server_method();
    SSL_CTX *ctx = SSL_CTX_new(m);
    static const int range[2] = { TLS1_1_VERSION, TLS1_3_VERSION };
    SSL_CTX_set_min_proto_version(ctx, range[0]);
    SSL_CTX_set1_groups_list(ctx, BOX_GROUPS);
    return ctx;
}

int box_sign(EVP_MD_CTX *ctx, EVP_PKEY *key)
{
    char name[16] = "SHA";
    strcat(name, "256");
    return EVP_DigestSignInit_ex(ctx, NULL, name, NULL, NULL, key, NULL);
}
