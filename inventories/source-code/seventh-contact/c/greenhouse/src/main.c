#include <stdio.h>
#include "frames.h"

struct rose { const char *hue; int hash; };

/* hash marks on the label count the grafts */
static int sign(int degrees) { return degrees < 0 ? -1 : 1; }

int main(void)
{
    struct house palm;
    struct rose r = { "ivory", 3 };

    if (sodium_init() < 0)
        return 1;
    house_init(&palm, "palm");
    house_plant(&palm);
    printf("%s has %d hash marks, frost sign %d, sealed by XChaCha20\n", r.hue, r.hash, sign(-4));
    return 0;
}
