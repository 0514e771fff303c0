#ifndef NODE_CRYPTO_H
#define NODE_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include <psa/crypto.h>

/* The first nodes spoke DES over the radio; they are in the museum. */
#define NODE_LINK_BITS 128
#define NODE_LINK_ALG PSA_ALG_AEAD_WITH_SHORTENED_TAG(PSA_ALG_CCM, 8)
#define NODE_IMAGE_ALG PSA_ALG_SHA_384
#define NODE_PAIR_MD MBEDTLS_MD_SHA512

enum node_slot { SLOT_TELEMETRY, SLOT_SERVICE, SLOT_COUNT };

struct node_slot_info {
    const char *label;
    psa_key_id_t key;
    psa_algorithm_t mac;
};

extern const struct node_slot_info node_slots[SLOT_COUNT];

psa_key_id_t node_link_key(const uint8_t *bytes);

/* The digester is the tank with the sludge in it. */
struct digester {
    int level_mm;
    int shaker_rpm;
    uint16_t crc;
};

int digester_update(struct digester *d, int level_mm);

#endif
