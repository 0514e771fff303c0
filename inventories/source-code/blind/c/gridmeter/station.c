#include <stdio.h>
#include <string.h>

#include "gridmeter.h"

const char *gm_conf(const char *name, const char *fallback)
{
    static char line[256];
    FILE *f = fopen("gridmeter.conf", "r");
    char key[32], *eq = NULL;

    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        if (sscanf(line, "%31s =", key) == 1 && strcmp(key, name) == 0 && (eq = strchr(line, '=')) != NULL)
            break;
    if (f != NULL)
        fclose(f);
    if (eq == NULL)
        return fallback;
    eq[strcspn(eq, "\n")] = '\0';
    return eq + 1 + strspn(eq + 1, " ");
}

/* every station signs what it sends upwards */
gcry_error_t gm_station_key(gcry_sexp_t *pair)
{
    gcry_sexp_t want;
    gcry_error_t err = gcry_sexp_new(&want, GM_KEY_SEXP, 0, 1);

    if (!err)
        err = gcry_pk_genkey(pair, want);
    return err;
}

/* the market operator insists on this one */
gcry_error_t gm_market_key(gcry_sexp_t *pair)
{
    gcry_sexp_t want;

    gcry_sexp_build(&want, NULL, "(genkey (rsa (nbits %d)))", 3072);
    return gcry_pk_genkey(pair, want);
}

int gm_session(gnutls_session_t *s, gnutls_certificate_credentials_t cred)
{
    int rc = gnutls_init(s, GNUTLS_SERVER);

    if (rc == GNUTLS_E_SUCCESS)
        rc = gnutls_priority_set_direct(*s, GM_PRIO, NULL);
    if (rc == GNUTLS_E_SUCCESS)
        rc = gnutls_credentials_set(*s, GNUTLS_CRD_CERTIFICATE, cred);
    return rc;
}
