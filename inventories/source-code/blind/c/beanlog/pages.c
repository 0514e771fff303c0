#include "beanlog.h"

#include <string.h>

int bl_unlock(unsigned char key[PAGE_KEY], const char *pass, const unsigned char *salt)
{
    return crypto_pwhash(key, PAGE_KEY, pass, strlen(pass), salt, BL_OPS, BL_MEM,
                         crypto_pwhash_ALG_ARGON2ID13);
}

int bl_page_write(const unsigned char *key, const char *text, unsigned char *out, unsigned char *nonce)
{
    unsigned long long n;

    randombytes_buf(nonce, PAGE_NONCE);
    return page_seal(out, &n, (const unsigned char *)text, strlen(text),
                     NULL, 0, NULL, nonce, key);
}

int bl_page_read(const unsigned char *key, const unsigned char *in, unsigned long long len,
                 const unsigned char *nonce, char *out)
{
    unsigned long long n;

    if (page_open((unsigned char *)out, &n, NULL, in, len, NULL, 0, nonce, key) != 0)
        return -1;
    out[n] = '\0';
    return 0;
}
