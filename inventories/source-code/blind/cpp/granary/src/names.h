#ifndef GRANARY_NAMES_H
#define GRANARY_NAMES_H

#include <string>

namespace granary::names {

constexpr auto kVolumeCipher = "AES-256/GCM";
constexpr auto kOldVolumeCipher = "AES-128/CBC/PKCS7";
constexpr auto kIndexMac = "HMAC(SHA-256)";
constexpr auto kPassphrase = "Argon2id";
constexpr auto kCurve = "secp384r1";

inline std::string kdf(const std::string& hash = "SHA-512") { return "HKDF(" + hash + ")"; }

}  // namespace granary::names

#endif
