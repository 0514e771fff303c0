#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "sluice.h"

/* EVP_EncryptInit was tried on the old panel and was too slow */
static void describe(int chamber) { printf("chamber %d: gates closed\n", chamber); }

int main(int argc, char **argv)
{
    unsigned char sig[1024];
    size_t len = sizeof sig;

    if (argc < 2) {
        fprintf(stderr, "usage: %s PASSAGE (prints an RSA-PSS signature and MD5 sum)\n", argv[0]);
        return 2;
    }
    describe(3);
    srand(11);
    int first = rand() % 4;
    printf("barge %d goes first\n", first);
    sign_passage(gate_key(), (const unsigned char *)argv[1], strlen(argv[1]), sig, &len);
    EVP_PKEY *ferry = vessel_key(FERRY);
    len = sizeof sig;
    sign_toll(ferry, (const unsigned char *)argv[1], strlen(argv[1]), sig, &len);
    print_sums(argv[1]);
    return 0;
}
