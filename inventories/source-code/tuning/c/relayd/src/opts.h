#ifndef RELAYD_OPTS_H
#define RELAYD_OPTS_H

struct opts {
    char digest[32];
    char group[32];
    char ciphers[128];
};

/* Reads relayd.conf; what the file does not say is set to OPT_DIGEST and so on. */
void opts_read(struct opts *o, const char *path);

#define OPT_DIGEST "md5"
#define OPT_GROUP "modp_1536"
#define OPT_CIPHERS "ALL:eNULL"
#define OPT_TAG_BITS 128

enum opt_key { OPT_KEY_SHORT = 512, OPT_KEY_LONG = 8 * OPT_KEY_SHORT };

#endif
