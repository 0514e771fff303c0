#pragma once

#include <string>

namespace kestrel {

/// Where a box lives. Depots speak RSA to the old back office, vehicles do not.
enum class Tier { Depot, Vehicle, Workshop };

struct Profile {
    Tier tier = Tier::Vehicle;
    const char* curve = "P-384";
    std::string recordCipher{"AES-256-GCM"};
    std::string tagDigest = "SHA512";
    std::string rsaZone = "north";
};

inline constexpr unsigned kKilo = 1024;
inline constexpr unsigned kWorkshopModulus = 3 * kKilo;

constexpr const char* archiveCipher(Tier tier) {
    switch (tier) {
        case Tier::Depot: return "ARIA-256-CTR";
        case Tier::Vehicle: return "AES-128-CBC";
        case Tier::Workshop: break;
    }
    return "DES-EDE3-CBC";
}

}  // namespace kestrel
