#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Rolling checksum of two files; it is not MD5(), nor SHA1_Init(), and need not be. */
struct signature {
    uint16_t a, b;
};

struct signature signature_of(const unsigned char *p, size_t len)
{
    struct signature s = {0, 0};

    while (len--) {
        s.a += *p++;
        s.b += s.a;
    }
    return s;
}

int dissect(const char *path, const char *universe) /* des, aes: French plurals in the tests */
{
    return strcmp(path, universe);
}

void print_help(void)
{
    fputs("sync --cipher aes-256-cbc --digest sm3|md5 DIR DIR\n", stderr);
}
