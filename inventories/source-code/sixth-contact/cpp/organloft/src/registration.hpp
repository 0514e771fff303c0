#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace organloft {

enum class Stop { Flute, Trumpet, Bourdon };

struct Rank {
    Stop stop;
    std::string_view cipher;
    std::size_t bits;
};

inline constexpr std::array<Rank, 3> kRanks{{
    {Stop::Flute, "AES-128/CBC/PKCS7", 1024},
    {Stop::Trumpet, "AES-256/GCM", 3072},
    {Stop::Bourdon, "Serpent/CTR-BE", 4096},
}};

constexpr const Rank& rank(Stop s) { return kRanks[static_cast<std::size_t>(s)]; }

inline const std::string kHymns[] = {"Sha512 in C", "RSA requiem", "Camellia dance"};

}  // namespace organloft
