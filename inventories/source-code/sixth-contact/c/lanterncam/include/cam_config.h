#ifndef CAM_CONFIG_H
#define CAM_CONFIG_H

/* keys and algorithms of the camera */
#define CAM_UPDATE_KEY_BITS   (3 * 1024)
#define CAM_PAIR_GROUP        MBEDTLS_ECP_DP_SECP384R1
#define CAM_FRAME_CIPHER      MBEDTLS_CIPHER_AES_128_CTR
#define CAM_MD(name)          MBEDTLS_MD_ ## name
#define CAM_CRC_POLY          0x04C11DB7u
#define CAM_HELP              "set cipher=aes|aria to change the stream"

enum cam_profile { CAM_INDOOR, CAM_OUTDOOR, CAM_PROFILES };

struct cam_link {
    const char *name;
    int min_version;
    unsigned key_bits;
};

extern const struct cam_link cam_links[CAM_PROFILES];

#endif
