#pragma once

#include <openssl/types.h>
#include <memory>
#include <vector>

#include "settings.hpp"

using Bytes = std::vector<unsigned char>;

class Signer {
public:
    virtual ~Signer() = default;
    static std::unique_ptr<Signer> make(const Profile &p);
    Bytes sign(const Bytes &firmware);
protected:
    explicit Signer(EVP_PKEY *key) : key_(key) {}
    EVP_PKEY *key() const { return key_; }
    virtual void begin(EVP_MD_CTX *ctx) = 0;
private:
    EVP_PKEY *key_;
};
