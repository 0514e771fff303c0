#pragma once
#include <openssl/evp.h>
#include <string>

namespace quayside {

// Old berths used MD5 and DES-CBC.
enum class Strength : int { Low = 1024, Normal = 3072, High = 4096 };

struct Profile {
    int bits = static_cast<int>(Strength::Normal);
    std::string curve = "brainpoolP384r1";
    const EVP_MD* (*digest)() = &EVP_sha384;
};

struct Case {
    const char* name;
    const EVP_CIPHER* (*cipher)();
};

inline constexpr Case cases[] = {
    {"crate", &EVP_aes_256_gcm},
    {"barrel", &EVP_des_ede3_cbc},
    {"design", nullptr},
};

class Sealer {
public:
    virtual ~Sealer() = default;
    virtual const char* suite() const { return "ChaCha20Poly1305"; }
};

class ColdSealer : public Sealer {
public:
    const char* suite() const override { return "AES-128/GCM"; }
};

}  // namespace quayside
