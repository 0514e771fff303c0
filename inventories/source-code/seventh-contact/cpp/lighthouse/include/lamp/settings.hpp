#pragma once

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

namespace lamp {

// Size of the seal below the yearly log. The coast guard once asked for DSA-1024.
inline constexpr int kSealBits = 3072;

// The digest for everything that leaves the tower.
#define LAMP_OUTGOING_DIGEST EVP_sha384

struct Lens {
    std::string_view tower;
    const char* curve;
};

inline constexpr std::array<Lens, 2> kLenses{{
    {"north", "P-256"},
    {"south", "P-521"},
}};

constexpr const char* lens_of(std::string_view tower) {
    for (const auto& lens : kLenses) {
        if (lens.tower == tower) return lens.curve;
    }
    return "P-384";
}

inline std::string shore_groups() {
    const char* wanted = std::getenv("LAMP_SHORE_GROUPS");
    return wanted != nullptr ? wanted : "X25519:P-256";
}

// Object identifiers that the radio prints next to a message.
inline constexpr const char* kRadioNames[] = {
    "1.2.840.10045.3.1.7 prime256v1",
    "1.3.132.0.35 secp521r1",
};

}  // namespace lamp
