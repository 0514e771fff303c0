#ifndef LICENCE_H
#define LICENCE_H

#include <stddef.h>
#include <stdint.h>

/* kind, name of the digest, length of the serial */
#define LICENCE_KINDS(X) \
    X(trial, "sha1", 20) \
    X(floating, "sha512-256", 32)

enum licence_kind {
#define AS_ENUM(kind, digest, len) LICENCE_##kind,
    LICENCE_KINDS(AS_ENUM)
#undef AS_ENUM
    LICENCE_COUNT
};

struct licence_store {
    const char *dir;
    const char *sig_alg;
    size_t (*random)(void *buf, size_t len);
};

struct licence_store licence_store_default(void);
int licence_issue(const struct licence_store *s, const uint8_t *body, size_t len, uint8_t *sig, size_t *siglen);

#endif
