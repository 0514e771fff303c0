#include <cstdio>
#include <cstring>

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/entropy.h>
#include <mbedtls/gcm.h>
#include <mbedtls/md.h>
#include <mbedtls/pkcs5.h>
#include <mbedtls/sha512.h>

#include "board.hpp"

namespace brine {

static mbedtls_entropy_context entropy;
static mbedtls_ctr_drbg_context drbg;

int startRandom(const Unit& unit) {
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&drbg);
    return mbedtls_ctr_drbg_seed(&drbg, mbedtls_entropy_func, &entropy, unit.serial, sizeof unit.serial);
}

int imageSum(const std::uint8_t* image, std::size_t n, std::uint8_t out[48]) {
    return mbedtls_sha512(image, n, out, kShortSum);
}

int newSigner(mbedtls_ecdsa_context* key) {
    mbedtls_ecdsa_init(key);
    return mbedtls_ecdsa_genkey(key, BRINE_OTA_CURVE, mbedtls_ctr_drbg_random, &drbg);
}

bool imageIsOurs(const std::uint8_t* image, std::size_t n, const std::uint8_t* raw, std::size_t rawLen, const std::uint8_t* sig, std::size_t sigLen) {
    std::uint8_t sum[48];
    imageSum(image, n, sum);
    mbedtls_ecdsa_context key;
    mbedtls_ecdsa_init(&key);
    mbedtls_ecp_group_load(&key.MBEDTLS_PRIVATE(grp), BRINE_OTA_CURVE);
    mbedtls_ecp_point_read_binary(&key.MBEDTLS_PRIVATE(grp), &key.MBEDTLS_PRIVATE(Q), raw, rawLen);
    const int ret = mbedtls_ecdsa_read_signature(&key, sum, sizeof sum, sig, sigLen);
    mbedtls_ecdsa_free(&key);
    return ret == 0;
}

template <Bus B>
int openBlock(mbedtls_gcm_context* gcm, const std::uint8_t* key, const std::uint8_t* iv, const std::uint8_t* tag,
              const std::uint8_t* in, std::uint8_t* out, std::size_t n) {
    mbedtls_gcm_init(gcm);
    mbedtls_gcm_setkey(gcm, MBEDTLS_CIPHER_ID_AES, key, BusTraits<B>::keyBits);
    return mbedtls_gcm_auth_decrypt(gcm, n, iv, 12, nullptr, 0, tag, 16, in, out);
}

int openUpdate(mbedtls_gcm_context* gcm, const std::uint8_t* key, const std::uint8_t* frame, std::uint8_t* out, std::size_t n) {
    return openBlock<Bus::Service>(gcm, key, frame, frame + 12, frame + 28, out, n);
}

int serviceKey(const char* pin, const std::uint8_t* salt, std::uint8_t key[24]) {
    constexpr auto digest = BusTraits<Bus::Service>::stretch;
    return mbedtls_pkcs5_pbkdf2_hmac_ext(digest, reinterpret_cast<const std::uint8_t*>(pin), std::strlen(pin), salt, 8,
                                         15000, 24, key);
}

std::uint32_t crc(const std::uint8_t* p, std::size_t n) {
    std::uint32_t c = 0xFFFFFFFFu;
    while (n--) {
        c ^= *p++;
        for (int k = 0; k < 8; ++k) c = (c >> 1) ^ (0xEDB88320u & -(c & 1u));
    }
    return ~c;
}

void logUpdate(const char* name) {
    std::printf("ota: %s accepted, ECDSA ok, RSA slot left empty\n", name);
}

}  // namespace brine
