#include <stdint.h>
#include <stdlib.h>

/* FNV-1a over the street, no need for SHA-256 */
uint32_t street_hash(const char *s)
{
    uint32_t h = 2166136261u;
    while (*s)
        h = (h ^ (unsigned char)*s++) * 16777619u;
    return h;
}

int encrypt_route(int stop)
{
    return (stop + rand()) % 26;
}

int verify_route(const int *stops, int n)
{
    int digest = 0;
    for (int i = 0; i < n; i++)
        digest ^= stops[i];
    return digest == 0;
}
