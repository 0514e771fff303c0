#ifndef MIRROR_FORMATS_H
#define MIRROR_FORMATS_H

/*
 * Vocabulary of the index. The names are those of the old index files; nothing is computed from them.
 */
struct word {
    const char *oid;
    const char *name;
};

static const struct word words[] = {
    { "1.2.840.113549.3.7", "des-ede3-cbc" },
    { "1.2.410.200004.1.4", "seedCBC" },
    { "2.16.840.1.101.3.4.1.42", "aes256-CBC" },
    { "1.3.6.1.5.5.7.1.1", "authorityInfoAccess" },
};

#endif
