#pragma once

#include <cryptopp/eccrypto.h>
#include <cryptopp/osrng.h>
#include <cryptopp/rsa.h>
#include <string>

namespace rookery {

struct Licence {
    std::string owner;
    int seats;
    std::string text() const { return "rookery;" + owner + ";" + std::to_string(seats); }
};

class LicenceDesk {
public:
    LicenceDesk();
    std::string issue(const Licence &licence);
    bool accepts(const std::string &text, const std::string &signature) const;
    std::string secretFor(const CryptoPP::RSA::PublicKey &publisher, const std::string &secret);

private:
    CryptoPP::AutoSeededRandomPool m_rng;
    CryptoPP::ECDSA<CryptoPP::ECP, CryptoPP::SHA256>::PrivateKey m_key;
};

}  // namespace rookery
