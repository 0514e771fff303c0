#pragma once

#include <sodium.h>

#include <array>
#include <string>
#include <vector>

namespace mooring {

using Bytes = std::vector<unsigned char>;

class RoomKey {
public:
    static RoomKey fromInvitation(const std::string& words, const Bytes& salt);
    Bytes close(const Bytes& message) const;

private:
    Bytes key_;
};

class Person {
public:
    Person();
    Bytes sign(const Bytes& message) const;
    std::string badge() const;

private:
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_;
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_;
};

}  // namespace mooring
