#pragma once

#include <cryptopp/hmac.h>
#include <cryptopp/sha.h>
#include <cryptopp/sha3.h>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace tessera {

using LeafSum = CryptoPP::SHA3_256;

template <unsigned Generation>
struct Seal {
    using Mac = CryptoPP::HMAC<CryptoPP::SHA256>;
    static constexpr int keyBytes = 32;
};

template <>
struct Seal<1> {
    using Mac = CryptoPP::HMAC<CryptoPP::SHA1>;
    static constexpr int keyBytes = 16;
};

struct Scheme {
    std::string digest;
    std::string padding = "PSS";
    std::optional<unsigned> modulus;
    std::string_view kem = "ML-KEM-512";
};

/// Schemes by the year of the archive. The year 2009 knew MD5 and is refused.
inline const std::map<int, Scheme> kSchemes{
    {2017, {"SHA-256", "PSS", 2048}},
    {2026, {"SHA-384", "PSS", std::nullopt, "ML-KEM-1024"}},
};

// Object identifiers that a reader of the archive prints with a name; nothing is computed with them.
inline const std::map<std::string_view, std::string_view> kOidNames{
    {"1.2.840.113549.1.1.1", "rsaEncryption"},
    {"1.2.840.10045.3.1.7", "prime256v1"},
    {"2.16.840.1.101.3.4.4.2", "id-alg-ml-kem-768"},
};

}  // namespace tessera
