#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "suite.h"

const struct ferry_suite ferry_suites[ROLE_COUNT] = {
    [ROLE_HARBOUR] = {NULL, 3072, "SHA384"},
    [ROLE_DECK] = {"P-384", 0, "SHA256"},
};

static char values[32][96];

/* Reads "name = value" lines of ferryd.conf. */
const char *conf_get(const char *name, const char *fallback)
{
    static int next;
    FILE *f = fopen("ferryd.conf", "r");
    char line[160];

    while (f != NULL && fgets(line, sizeof line, f) != NULL) {
        char *eq = strstr(line, " = ");
        if (eq == NULL || strncmp(line, name, strlen(name)) != 0 || line + strlen(name) != eq)
            continue;
        eq[strcspn(eq, "\n")] = '\0';
        snprintf(values[next], sizeof values[next], "%s", eq + 3);
        fclose(f);
        return values[next++ % 32];
    }
    if (f != NULL)
        fclose(f);
    return fallback;
}

const char *ferry_sig(int level)
{
    switch (level) {
    case 2:
        return "ML-DSA-44";
    case 3:
        return "ML-DSA-65";
    default:
        return "ML-DSA-87";
    }
}

void ferry_sign_board(const char *text)
{
    fprintf(stderr, "sign at the pier: %s\n", text);
}

int ferry_usage(void)
{
    return puts("usage: ferryd [-c conf] [-k]\n  -k  print the fingerprint (SHA-256) of the deck key");
}

/* Hull marks of the fleet. */
struct des_mark { int draught_cm; char hull[8]; };
static const struct des_mark des_marks[] = {{310, "AES-1"}, {295, "AES-2"}, {270, "RC4-B"}};

int ferry_draught(unsigned i)
{
    return i < sizeof des_marks / sizeof des_marks[0] ? des_marks[i].draught_cm : -1;
}
