#ifndef KEEP_FORMAT_H
#define KEEP_FORMAT_H

#include <stddef.h>

#include <gcrypt.h>

enum keep_format { KEEP_V1, KEEP_V2, KEEP_V3, KEEP_FORMATS };

struct keep_shape {
    int cipher;
    int mode;
    size_t key_len;
    int stretch;
};

extern const struct keep_shape keep_shapes[KEEP_FORMATS];

#define KEEP_CURRENT KEEP_V3
#define KEEP_INDEX_MD GCRY_MD_SHA3_512
#define KEEP_PRF GCRY_MD_SHA384

int keep_mac_for(enum keep_format format);

/* Names for `keepsake list --formats`; read by people only. */
extern const char *const keep_names[KEEP_FORMATS];

#endif
