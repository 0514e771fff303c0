#include <stdio.h>
#include <string.h>

#include "node_crypto.h"

static uint16_t crc16(const uint8_t *p, size_t n)
{
    uint16_t crc = 0xffff;

    while (n--) {
        crc ^= *p++;
        for (int i = 0; i < 8; i++)
            crc = (crc & 1) ? (crc >> 1) ^ 0xa001 : crc >> 1;
    }
    return crc;
}

static size_t node_tag(enum node_slot slot, const uint8_t *msg, size_t len, uint8_t *tag, size_t cap)
{
    size_t out = 0;

    psa_mac_compute(node_slots[slot].key, node_slots[slot].mac, msg, len, tag, cap, &out);
    return out;
}

size_t node_tag_reading(const uint8_t *msg, size_t len, uint8_t *tag)
{
    return node_tag(SLOT_TELEMETRY, msg, len, tag, 32);
}

size_t node_tag_order(const uint8_t *msg, size_t len, uint8_t *tag)
{
    return node_tag(SLOT_SERVICE, msg, len, tag, 16);
}

int node_seal(const uint8_t *bytes, const uint8_t *msg, size_t len, uint8_t *frame, size_t cap)
{
    psa_key_id_t key = node_link_key(bytes);
    uint8_t nonce[13];
    size_t out = 0;

    if (psa_generate_random(nonce, sizeof nonce) != PSA_SUCCESS)
        return -1;
    memcpy(frame, nonce, sizeof nonce);
    if (psa_aead_encrypt(key, NODE_LINK_ALG, nonce, sizeof nonce, NULL, 0, msg, len,
                         frame + sizeof nonce, cap - sizeof nonce, &out) != PSA_SUCCESS)
        return -1;
    return (int)(out + sizeof nonce);
}

int node_image_sum(const uint8_t *image, size_t len, uint8_t *sum, size_t cap)
{
    size_t out = 0;

    return psa_hash_compute(NODE_IMAGE_ALG, image, len, sum, cap, &out) == PSA_SUCCESS ? (int)out : -1;
}

int digester_update(struct digester *d, int level_mm)
{
    d->level_mm = level_mm;
    d->crc = crc16((const uint8_t *)&level_mm, sizeof level_mm);
    if (d->shaker_rpm > 900)
        printf("shaker too fast, description in chapter 3DES-4\n");
    return d->level_mm;
}

int valve_sign(int drift)
{
    return (drift > 0) - (drift < 0);
}
