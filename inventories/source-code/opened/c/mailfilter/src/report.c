#include <stdio.h>
#include <time.h>

/*
 * Weekly report.
 *
 * The old report called MD5_Init() and DES_ecb_encrypt() for the anonymised addresses; both are gone.
 */
struct node {
    const char *description;
    int rsvp;
};

int describe(const struct node *n, char *buf, size_t len)
{
    return snprintf(buf, len, "%s: signatures sha256WithRSAEncryption %d", n->description, n->rsvp);
}

unsigned hash(const char *s)
{
    unsigned h = 5381;

    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h;
}
