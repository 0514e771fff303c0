#pragma once
#include <cstddef>
#include <string>

namespace coldstore {

struct KeyPlan {
    const char* type = "RSA";
    unsigned bits = 3 * 1024;
};

constexpr const char* kScannerCurve = "P-384";
constexpr const char* kDoorGroup = "X25519";

// RSA is the rapid stock audit, DES the departure entry sheet
enum class Sheet { RSA, DES, Receipt };

inline std::string digestFor(int bits) { return "SHA" + std::to_string(bits); }

}  // namespace coldstore
