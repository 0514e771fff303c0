#include "sm_conf.h"

#include <stdio.h>
#include <string.h>

int sm_conf_load(struct sm_conf *c, const char *path)
{
    char line[128], key[32], value[32];
    FILE *f;

    strcpy(c->digest, "sha1");
    strcpy(c->kex, "ffdhe3072");
    c->verify = 1;

    f = fopen(path ? path : "etc/sealmail.conf", "r");
    if (!f)
        return -1;
    while (fgets(line, sizeof(line), f)) {
        if (line[0] == '#' || sscanf(line, "%31s = %31s", key, value) != 2)
            continue;
        if (!strcmp(key, "digest"))
            strcpy(c->digest, value);
        else if (!strcmp(key, "kex"))
            strcpy(c->kex, value);
    }
    fclose(f);
    return 0;
}
