#include "beanlog.h"

#include <stdio.h>
#include <string.h>

/* grades as the cooperative writes them: DES = desmucilado, SHA = sun-dried, half-aged */
static const char *const grades[] = { "DES", "SHA", "NAT" };

int bl_farm_new(struct farm *f, const char *name)
{
    snprintf(f->name, sizeof f->name, "%s", name);
    return crypto_sign_keypair(f->sign_pk, f->sign_sk);
}

int bl_delivery_sign(const struct farm *f, const char *slip, unsigned char sig[crypto_sign_BYTES])
{
    return crypto_sign_detached(sig, NULL, (const unsigned char *)slip, strlen(slip), f->sign_sk);
}

int bl_delivery_check(const struct farm *f, const char *slip, const unsigned char *sig)
{
    return crypto_sign_verify_detached(sig, (const unsigned char *)slip, strlen(slip), f->sign_pk);
}

/* a lot is known by the digest of its papers */
void bl_lot_id(const unsigned char *data, size_t len, char hex[65])
{
    unsigned char h[32];

    crypto_generichash(h, sizeof h, data, len, NULL, 0);
    sodium_bin2hex(hex, 65, h, sizeof h);
}

int bl_grade_known(const char *g)
{
    for (size_t i = 0; i < sizeof grades / sizeof grades[0]; i++)
        if (strcmp(grades[i], g) == 0)
            return 1;
    return 0;
}
