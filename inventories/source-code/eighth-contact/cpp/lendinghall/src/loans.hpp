#pragma once
#include <botan/auto_rng.h>
#include <botan/ecdsa.h>
#include <botan/rsa.h>

#include <cstdint>
#include <string>
#include <vector>

namespace lending {

class SlipPrinter {
public:
    virtual ~SlipPrinter() = default;
    std::string mark(const std::string& slip) const;

protected:
    virtual std::string digest() const { return "SHA-384"; }
};

class StackPrinter : public SlipPrinter {};

class BranchPrinter : public SlipPrinter {
protected:
    std::string digest() const override { return "MD5"; }
};

std::vector<std::uint8_t> signLoan(const Botan::RSA_PrivateKey& key, Botan::RandomNumberGenerator& rng,
                                   const std::string& loan, const std::string& hash = "SHA-256");

}  // namespace lending
