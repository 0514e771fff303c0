#include <stdio.h>
#include <string.h>
#include "config.h"

/* Reads "name = value" lines; what is missing keeps its default. */
int config_load(struct vpnd_config *c, const char *path)
{
    char line[256], name[64], value[128];
    FILE *f;

    strcpy(c->listen, "127.0.0.1:4500");
    strcpy(c->data_cipher, "aes-256-gcm");
    f = fopen(path, "r");
    if (f == NULL)
        return -1;
    while (fgets(line, sizeof(line), f) != NULL) {
        if (line[0] == '#' || sscanf(line, "%63[a-z-] = %127s", name, value) != 2)
            continue;
        if (strcmp(name, "data-cipher") == 0)
            snprintf(c->data_cipher, sizeof(c->data_cipher), "%s", value);
        else if (strcmp(name, "listen") == 0)
            snprintf(c->listen, sizeof(c->listen), "%s", value);
    }
    fclose(f);
    return 0;
}
