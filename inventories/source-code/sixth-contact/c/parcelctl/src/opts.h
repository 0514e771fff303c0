#ifndef OPTS_H
#define OPTS_H

#define SEALS(X) \
    X(SEAL_LETTER, "AES-192-CBC") \
    X(SEAL_CRATE, "CAMELLIA-256-CTR")

struct opts {
    int rsa_bits;
    const char *curve;
    const char *sum;
};

struct opts opts_default(void);
const char *seal_name(int seal);

/* des, rsa and md5 are also names of lorries */
static const char *const lorries[] = { "des", "rsa", "md5", "idea" };

#endif
