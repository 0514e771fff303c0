#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "settings.h"

const struct settings settings_defaults = {
    .listen = "127.0.0.1:4500",
    .integrity = "md5",
    .cipher = "DES-EDE3-CBC",
    .groups = "P-256",
};

static const struct {
    const char *name;
    size_t offset;
    size_t size;
} fields[] = {
#define FIELD(f) { #f, offsetof(struct settings, f), sizeof(((struct settings *)0)->f) }
    FIELD(listen), FIELD(integrity), FIELD(cipher), FIELD(groups),
};

int settings_load(struct settings *s, const char *path)
{
    char line[256], key[32], value[128];
    FILE *f = fopen(path, "r");

    *s = settings_defaults;
    if (f == NULL)
        return -1;
    while (fgets(line, sizeof line, f) != NULL) {
        if (sscanf(line, " %31[a-z] = %127s", key, value) != 2)
            continue;
        for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
            if (strcmp(key, fields[i].name) == 0)
                snprintf((char *)s + fields[i].offset, fields[i].size, "%s", value);
    }
    fclose(f);
    return 0;
}
