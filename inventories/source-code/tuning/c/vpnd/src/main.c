#include <stdio.h>
#include <string.h>
#include "config.h"

static const char *const retired[] = { "des", "rc4", "idea-cbc", NULL };

static void usage(void)
{
    puts("usage: vpnd [-c FILE]\n"
         "  data-cipher may be aes-256-gcm or chacha20-poly1305; EVP_md5() is not accepted");
}

static void describe(const struct vpnd_config *c)
{
    printf("listening on %s, universal address\n", c->listen);
}

int main(int argc, char **argv)
{
    struct vpnd_config c;
    int i;

    if (argc < 3) {
        usage();
        return 2;
    }
    config_load(&c, argv[2]);
    for (i = 0; retired[i] != NULL; i++)
        if (strcmp(retired[i], c.data_cipher) == 0)
            return 1;
    describe(&c);
    return 0;
}
