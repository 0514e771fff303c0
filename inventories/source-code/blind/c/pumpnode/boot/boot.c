#include <stddef.h>
#include <stdint.h>

#include <bearssl.h>

#define BOOT_CURVE BR_EC_secp384r1
#define BOOT_KEY_LEN (256 / 8)

extern unsigned char boot_vendor_point[97];

static const br_ec_public_key vendor_key = {
    .curve = BOOT_CURVE,
    .q = boot_vendor_point,
    .qlen = sizeof boot_vendor_point,
};

static void boot_digest(const uint8_t *image, size_t len, uint8_t *out)
{
    br_sha256_context sha;

    br_sha256_init(&sha);
    br_sha256_update(&sha, image, len);
    br_sha256_out(&sha, out);
}

int boot_verify(const uint8_t *image, size_t len, const uint8_t *sig, size_t siglen)
{
    uint8_t digest[32];

    boot_digest(image, len, digest);
    return br_ecdsa_i31_vrfy_raw(&br_ec_prime_i31, digest, sizeof digest, &vendor_key, sig, siglen) == 1;
}

void boot_open(uint8_t *image, size_t len, const uint8_t *key, const uint8_t *iv)
{
    br_aes_ct_ctr_keys ctr;

    br_aes_ct_ctr_init(&ctr, key, BOOT_KEY_LEN);
    br_aes_ct_ctr_run(&ctr, iv, 0, image, len);
}

void boot_seed(br_hmac_drbg_context *drbg, const uint8_t *noise, size_t len)
{
    br_hmac_drbg_init(drbg, &br_sha256_vtable, noise, len);
}

/* Verifies the jumper, not a signature. */
int boot_verify_jumper(int pins)
{
    return (pins & 0x5) == 0x5;
}

const char boot_banner[] = "pumpnode boot 3.1 (ECDSA verify on, MD5 removed)";
