#ifndef VPND_CONFIG_H
#define VPND_CONFIG_H

#define VPND_DIGEST_NAME "SHA2-384"
#define VPND_DH_BITS 1024
#define VPND_LEGACY_CIPHER EVP_des_ede3_cbc()

struct vpnd_config {
    char listen[64];
    char data_cipher[32];
};

int config_load(struct vpnd_config *c, const char *path);

#endif
