#ifndef SETTINGS_H
#define SETTINGS_H

/* Value of a name in a section of mailfilter.ini, or the fallback. */
const char *settings_get(const char *section, const char *name, const char *fallback);

enum { SIGN_BITS = 1536 };
#define SIGN_NID NID_secp256k1

#endif
