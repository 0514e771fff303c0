#include "opts.h"

#define X(id, name) id,
enum seal { SEALS(X) SEAL_COUNT };
#undef X

#define X(id, name) [id] = name,
static const char *const names[] = { SEALS(X) };
#undef X

struct opts opts_default(void)
{
    struct opts o = { .rsa_bits = 4096, .curve = "P-521" };
    o.sum = "SHA512-256";
    return o;
}

const char *seal_name(int seal)
{
    return names[seal];
}

const char *default_seal(void)
{
    return seal_name(SEAL_CRATE);
}
