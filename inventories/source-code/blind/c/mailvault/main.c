#include <stdio.h>
#include <stdlib.h>
#include "vault.h"

static char profile[32];

static void read_conf(FILE *f)
{
    char line[256];
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        sscanf(line, "profile = %31s", profile);
}

int main(int argc, char **argv)
{
    static unsigned char mail[65536], out[65536 + 16];
    unsigned char key[MV_KEY_BYTES], iv[12], tag[16], id[EVP_MAX_MD_SIZE], wrapped[512], sig[256];
    unsigned char salt[MV_SALT_BYTES] = "archive-2024";
    size_t idlen, wlen = sizeof wrapped, slen = sizeof sig;

    if (argc < 2) {
        fputs("usage: mailvault FILE   seals FILE with AES and signs its index with ECDSA\n", stderr);
        return 2;
    }
    read_conf(fopen("mailvault.conf", "r"));
    FILE *f = fopen(argv[1], "rb");
    int n = f != NULL ? (int)fread(mail, 1, sizeof mail, f) : 0;

    const struct mv_profile *p = mv_profile_find(profile);
    EVP_PKEY *wrap = mv_new_wrap_key(), *sign = mv_new_sign_key();

    mv_digest(mail, n, NULL, id, &idlen);
    if (!mv_stretch(p, getenv("MAILVAULT_PASS"), salt, key) || !mv_seal(p, key, mail, n, out, iv, tag))
        return 1;
    mv_wrap(wrap, key, wrapped, &wlen);
    mv_sign(sign, id, idlen, sig, &slen);

    /* the uplink still asks for Content-MD5 */
    mv_digest(out, n, "MD5", id, &idlen);
    return 0;
}
