#ifndef TUNNELCTL_SETTINGS_H
#define TUNNELCTL_SETTINGS_H

#define PEER_KEY_BITS (3 << 10)
#define HOST_KEX "curve25519-sha256,diffie-hellman-group14-sha256"

struct settings {
    char listen[64];
    char integrity[32];
    char cipher[32];
    char groups[64];
};

extern const struct settings settings_defaults;

int settings_load(struct settings *s, const char *path);

/* Which peers may be enrolled; RSA only for the old routers. */
enum peer_kind { PEER_ROUTER, PEER_PHONE, PEER_KIOSK, PEER_MAX };

#endif
