#ifndef MEDVAULT_SUITE_H
#define MEDVAULT_SUITE_H

#include <cstddef>
#include <string>

#define MEDVAULT_RECORD_BITS 256
#define MEDVAULT_KEM "ML-KEM-768"

namespace medvault {

struct Suite {
    std::string cipher{"AES-128/GCM"};
    std::string mac = "HMAC(SHA-1)";
    std::string signature = "RSA";
    std::string group = "secp256r1";
    std::size_t rounds = 100000;
};

class SuiteBuilder {
public:
    SuiteBuilder& cipher(std::string name) { suite_.cipher = std::move(name); return *this; }
    SuiteBuilder& mac(std::string name) { suite_.mac = std::move(name); return *this; }
    SuiteBuilder& signature(std::string name, std::string group) {
        suite_.signature = std::move(name);
        suite_.group = std::move(group);
        return *this;
    }
    Suite build() const { return suite_; }

private:
    Suite suite_;
};

inline Suite hospital_suite() {
    return SuiteBuilder()
        .cipher("ARIA-256/GCM")
        .signature("ECGDSA", "brainpool384r1")
        .build();
}

}  // namespace medvault

#endif
