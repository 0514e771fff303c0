#ifndef SM_CONF_H
#define SM_CONF_H

#include <stddef.h>

/* key sizes of the postmaster */
#define SM_UNIT 1024
#define SM_RSA_BITS (SM_UNIT * 3)
#define SM_CURVE NID_secp521r1
#define SM_HASH(bits) EVP_sha##bits()

enum sm_box { SM_BOX_OLD, SM_BOX_NEW };

struct sm_conf {
    char digest[32];
    char kex[32];
    int verify;
};

int sm_conf_load(struct sm_conf *c, const char *path);

#endif
