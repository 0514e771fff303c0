#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include "quay.h"

/* des = destination: the berth a vessel is bound for */
static int des_table[QUAY_MAX_BERTHS];

int des_berth(const char *name, int berth)
{
    if (berth < 0 || berth >= QUAY_MAX_BERTHS)
        return -1;
    des_table[berth] = (int)strlen(name);
    return 0;
}

int quay_load_config(const char *path, struct quay_config *out)
{
    char line[256], key[64], value[64];
    FILE *fh = fopen(path, "r");

    snprintf(out->slip_digest, sizeof(out->slip_digest), "%s", "SHA256");
    if (fh == NULL)
        return -1;
    while (fgets(line, sizeof(line), fh) != NULL) {
        if (line[0] == '#' || sscanf(line, " %63[a-z_] = %63s", key, value) != 2)
            continue;
        if (strcmp(key, "harbour") == 0)
            snprintf(out->harbour, sizeof(out->harbour), "%.47s", value);
        else if (strcmp(key, "slip_digest") == 0)
            snprintf(out->slip_digest, sizeof(out->slip_digest), "%.31s", value);
    }
    fclose(fh);
    return 0;
}

int quay_slip_mark(const struct quay_config *cfg, const char *slip,
                   unsigned char *out, unsigned int *outlen)
{
    const EVP_MD *md = EVP_get_digestbyname(cfg->slip_digest);

    if (md == NULL)
        return 0;
    return EVP_Digest(slip, strlen(slip), out, outlen, md, NULL);
}

int quay_berth_tag(const unsigned char *key, int keylen, const char *berth,
                   unsigned char *out, unsigned int *outlen)
{
    return HMAC(EVP_sha256(), key, keylen, (const unsigned char *)berth,
                strlen(berth), out, outlen) != NULL;
}

int quay_seal_log(const unsigned char *key, const unsigned char *iv,
                  const unsigned char *in, int inlen, unsigned char *out,
                  unsigned char *tag)
{
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    int n = 0, m = 0, ok;

    ok = ctx != NULL
        && EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, iv) == 1
        && EVP_EncryptUpdate(ctx, out, &n, in, inlen) == 1
        && EVP_EncryptFinal_ex(ctx, out + n, &m) == 1
        && EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, 16, tag) == 1;
    EVP_CIPHER_CTX_free(ctx);
    return ok ? n + m : -1;
}

/* the chart plotter on the tug still wants its waypoints this way */
int quay_old_plotter(const unsigned char *key, const unsigned char *in, int inlen,
                     unsigned char *out)
{
    char name[24];
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    const EVP_CIPHER *cipher;
    int n = 0, m = 0, ok;

    snprintf(name, sizeof(name), "%s-%s", "DES-EDE3", "CBC");
    cipher = EVP_get_cipherbyname(name);
    ok = ctx != NULL && cipher != NULL
        && EVP_EncryptInit_ex(ctx, cipher, NULL, key, (const unsigned char *)"\0\0\0\0\0\0\0") == 1
        && EVP_EncryptUpdate(ctx, out, &n, in, inlen) == 1
        && EVP_EncryptFinal_ex(ctx, out + n, &m) == 1;
    EVP_CIPHER_CTX_free(ctx);
    return ok ? n + m : -1;
}
