#pragma once

#include <string>

#include <cryptopp/eccrypto.h>
#include <cryptopp/ecp.h>
#include <cryptopp/osrng.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>

namespace stagedoor {

using SeatScheme = CryptoPP::ECDSA<CryptoPP::ECP, CryptoPP::SHA256>;

CryptoPP::RSA::PrivateKey houseKey(CryptoPP::RandomNumberGenerator& rng, unsigned int bits = 2048);
SeatScheme::PrivateKey seatKey(CryptoPP::RandomNumberGenerator& rng);
std::string signSeat(const SeatScheme::PrivateKey& key, const std::string& seat,
                     CryptoPP::RandomNumberGenerator& rng);
std::string signSeason(const CryptoPP::RSA::PrivateKey& key, const std::string& pass,
                       CryptoPP::RandomNumberGenerator& rng);
std::string barcodeMark(const std::string& barcode);
std::string oldBarcodeMark(const std::string& barcode);
std::string scannerPayload(const std::string& secret, const std::string& text,
                           const CryptoPP::byte (&iv)[12]);

template <class Hash>
std::string markWith(const std::string& text)
{
    Hash hash;
    std::string out(Hash::DIGESTSIZE, '\0');
    hash.Update(reinterpret_cast<const CryptoPP::byte*>(text.data()), text.size());
    hash.Final(reinterpret_cast<CryptoPP::byte*>(&out[0]));
    return out;
}

} // namespace stagedoor
