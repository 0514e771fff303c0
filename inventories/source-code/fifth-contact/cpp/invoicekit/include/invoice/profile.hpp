#pragma once

#include <openssl/obj_mac.h>

namespace invoice {

/// Countries whose tax offices accept our documents. The design of each
/// profile is described in docs/profiles.md (RSA, ECDSA).
enum class Country { Germany, Italy, Poland };

struct SigningProfile {
    const char* digest;
    unsigned rsa_bits;
    int curve_nid;
};

inline constexpr SigningProfile kItaly{"SHA384", 3072, NID_secp384r1};
inline constexpr SigningProfile kPoland{"SHA256", 1024, NID_X9_62_prime256v1};

inline const SigningProfile& profile_for(Country country) {
    switch (country) {
    case Country::Poland:
        return kPoland;
    default:
        return kItaly;
    }
}

inline constexpr unsigned kArchiveKeyBytes = 24;

}  // namespace invoice
