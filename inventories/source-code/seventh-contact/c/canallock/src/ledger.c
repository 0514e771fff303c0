#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/hmac.h>
#include "sluice.h"

struct sum {
    const char *year;
    const EVP_MD *(*md)(void);
};

static const struct sum sums[] = {
    { "1998", EVP_md5 },
    { "2016", EVP_sha3_256 },
};

static const char *env_or(const char *name, const char *fallback)
{
    const char *v = getenv(name);
    return v != NULL && *v != '\0' ? v : fallback;
}

void print_sums(const char *line)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int len;

    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
        EVP_Digest(line, strlen(line), out, &len, sums[i].md(), NULL);
        printf("%s:%02x%02x\n", sums[i].year, out[0], out[1]);
    }
}

int toll_box(const unsigned char key[32], const unsigned char iv[12], const unsigned char *in, int len, unsigned char *out)
{
    char name[24];
    int n = 0;

    snprintf(name, sizeof name, "AES-%d-%s", TOLL_WIDTH, "GCM");
    EVP_CIPHER *box = EVP_CIPHER_fetch(NULL, name, NULL);
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    if (EVP_EncryptInit_ex2(ctx, box, key, iv, NULL) == 1)
        EVP_EncryptUpdate(ctx, out, &n, in, len);
    EVP_CIPHER_CTX_free(ctx);
    EVP_CIPHER_free(box);
    return n;
}

int panel_frame(const unsigned char *key, const unsigned char *iv, const unsigned char *in, int len, unsigned char *out)
{
    int n = 0;

    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    if (EVP_EncryptInit_ex(ctx, PANEL_NAME(PANEL_WIDTH), NULL, key, iv) == 1)
        EVP_EncryptUpdate(ctx, out, &n, in, len);
    EVP_CIPHER_CTX_free(ctx);
    return n;
}

int passage_mark(const unsigned char *key, int keylen, const char *line, unsigned char *out)
{
    const EVP_MD *md = EVP_get_digestbyname(env_or("SLUICE_MARK", "SHA256"));
    return HMAC(md, key, keylen, (const unsigned char *)line, strlen(line), out, NULL) != NULL;
}

SSL_CTX *office_line(void)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(ctx, LINE_FLOOR);
    SSL_CTX_set1_groups_list(ctx, "P-256:P-384");
    return ctx;
}
