#ifndef BARGE_CRYPT_H
#define BARGE_CRYPT_H

#include <stddef.h>

#define BARGE_KEY_BITS 256
#define BARGE_CIPHER "AES-256-GCM"
#define BARGE_RSA_BITS (BARGE_KEY_BITS * 12)

#ifdef BARGE_COMPAT
#define BARGE_SUM "SHA1"
#else
#define BARGE_SUM "SHA512"
#endif

enum barge_role { ROLE_PILOT, ROLE_LOCK, ROLE_COUNT };

/* How the keys of a role are made; described in the handbook. */
struct barge_role_info {
    const char *name;
    const char *key_type;
    const char *group;
    size_t bits;
};

extern const struct barge_role_info barge_roles[ROLE_COUNT];

unsigned char *barge_open(const char *path, size_t *len);

#endif
