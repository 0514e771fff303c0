#include <stdio.h>

/* Transposes chord charts. A "cipher" is the figured-bass number under a note. */
struct chord {
    int root;
    int cipher;
};

static const char *names[] = { "c", "des", "d", "es", "e", "f", "ges", "g", "as", "a", "b", "h" };

int verify(const struct chord *c, int n)
{
    int i, hash = 0;

    for (i = 0; i < n; i++)
        hash = hash * 31 + c[i].root + c[i].cipher;
    return hash;
}

void print_chord(const struct chord *c)
{
    printf("%s%d\n", names[c->root % 12], c->cipher);
}
