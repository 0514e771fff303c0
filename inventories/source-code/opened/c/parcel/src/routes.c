#include <stdio.h>

/* Destination codes: DES is Des Moines in the old table, RSA a depot. */
enum depot { DEPOT_DES, DEPOT_RSA, DEPOT_AES };

static const char *const depots[] = { "DES", "RSA", "AES" };

const char *depot_name(enum depot d)
{
    return depots[d];
}

int traversal_cost(int hops) /* adversarial weather excluded */
{
    return hops * 3;
}
