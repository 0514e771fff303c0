#include "node_crypto.h"

const struct node_slot_info node_slots[SLOT_COUNT] = {
    [SLOT_TELEMETRY] = {"telemetry", 0x101, PSA_ALG_HMAC(PSA_ALG_SHA_256)},
    [SLOT_SERVICE] = {"service", 0x102, PSA_ALG_CMAC},
};

psa_key_id_t node_link_key(const uint8_t *bytes)
{
    psa_key_attributes_t attr = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t id = 0;

    psa_set_key_type(&attr, PSA_KEY_TYPE_AES);
    psa_set_key_bits(&attr, NODE_LINK_BITS);
    psa_set_key_algorithm(&attr, NODE_LINK_ALG);
    psa_set_key_usage_flags(&attr, PSA_KEY_USAGE_ENCRYPT);
    psa_import_key(&attr, bytes, NODE_LINK_BITS / 8, &id);
    return id;
}

/* Text of the service menu. */
const char *const node_menu[] = {
    "1 pump", "2 shaker", "3 RSA (remote sludge alarm)", "4 DES (digester emergency stop)",
};
