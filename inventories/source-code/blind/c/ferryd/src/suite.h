#ifndef FERRY_SUITE_H
#define FERRY_SUITE_H

#include <stddef.h>

#define FERRY_STR_(x) #x
#define FERRY_STR(x) FERRY_STR_(x)

#define FERRY_CIPHER(bits, mode) EVP_aes_##bits##_##mode()
#define FERRY_CARGO_BITS 192
#define FERRY_KEM_LEVEL 768
#define FERRY_KEM "ML-KEM-" FERRY_STR(FERRY_KEM_LEVEL)
#define FERRY_GROUPS "X25519MLKEM768:X25519"

enum ferry_role { ROLE_HARBOUR, ROLE_DECK, ROLE_COUNT };

/* What the keys of a role look like. */
struct ferry_suite {
    const char *group;
    size_t bits;
    const char *md;
};

extern const struct ferry_suite ferry_suites[ROLE_COUNT];

const char *conf_get(const char *name, const char *fallback);
const char *ferry_sig(int level);
void ferry_sign_board(const char *text);

#endif
