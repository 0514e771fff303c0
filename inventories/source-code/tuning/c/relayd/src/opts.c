#include "opts.h"
#include <stdio.h>
#include <string.h>

void opts_read(struct opts *o, const char *path)
{
    char key[16], value[128];
    FILE *f = fopen(path, "r");

    strcpy(o->digest, OPT_DIGEST);
    strcpy(o->group, OPT_GROUP);
    strcpy(o->ciphers, OPT_CIPHERS);
    if (f == NULL)
        return;
    while (fscanf(f, "%15s %127s", key, value) == 2) {
        if (strcmp(key, "digest") == 0)
            snprintf(o->digest, sizeof(o->digest), "%s", value);
        else if (strcmp(key, "group") == 0)
            snprintf(o->group, sizeof(o->group), "%s", value);
        else if (strcmp(key, "ciphers") == 0)
            snprintf(o->ciphers, sizeof(o->ciphers), "%s", value);
    }
    fclose(f);
}
