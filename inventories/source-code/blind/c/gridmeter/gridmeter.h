#ifndef GRIDMETER_H
#define GRIDMETER_H

#include <gcrypt.h>
#include <gnutls/gnutls.h>

#define GM_CIPHER    GCRY_CIPHER_AES128
#define GM_MODE      GCRY_CIPHER_MODE_GCM
#define GM_KEY_SEXP  "(genkey (ecc (curve " GM_CURVE ") (flags eddsa)))"
#define GM_CURVE     "Ed25519"

#define GM_PRIO_BASE "SECURE192:-VERS-ALL"
#define GM_PRIO      GM_PRIO_BASE ":+VERS-TLS1.3:+VERS-TLS1.2"

/* OBIS codes; 1.0.96.1.0 is printed as "DES" on old plates */
enum obis { OBIS_DES = 9610, OBIS_ACTIVE = 180, OBIS_REACTIVE = 380 };

struct meter {
    unsigned char key[16];
    unsigned generation; /* 1: before 2009 */
};

const char *gm_conf(const char *name, const char *fallback);

#endif
