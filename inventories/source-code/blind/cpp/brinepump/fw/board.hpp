#pragma once

#include <cstddef>
#include <cstdint>

#include <mbedtls/cipher.h>
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>

// Board constants of the brine pump. The cloud team asked for AES-256 everywhere; the M0 boards cannot pay for it.
#define BRINE_OTA_CURVE MBEDTLS_ECP_DP_SECP384R1
#define BRINE_JOIN(a, b) a##b
#define BRINE_MD(bits) BRINE_JOIN(MBEDTLS_MD_SHA, bits)

namespace brine {

enum class Bus : std::uint8_t { Field, Service };

template <Bus B>
struct BusTraits;

template <>
struct BusTraits<Bus::Field> {
    static constexpr unsigned keyBits = 128;
    static constexpr mbedtls_md_type_t stretch = MBEDTLS_MD_SHA1;
};

template <>
struct BusTraits<Bus::Service> {
    static constexpr unsigned keyBits = BusTraits<Bus::Field>::keyBits + 64;
    static constexpr mbedtls_md_type_t stretch = BRINE_MD(512);
};

constexpr int kShortSum = 1;

/// Error numbers; E_HASH_RING is the ring of hash marks on the shaft encoder.
enum Error { E_OK = 0, E_HASH_RING = -7, E_CIPHER_PANEL = -8, E_DESALT = -9 };

struct Unit {
    std::uint8_t serial[8];
    unsigned rsaBits = 2048;
    unsigned desalination = 40;
};

}  // namespace brine
