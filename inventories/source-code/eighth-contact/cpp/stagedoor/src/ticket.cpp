#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include "ticket.hpp"

#include <cryptopp/aes.h>
#include <cryptopp/filters.h>
#include <cryptopp/gcm.h>
#include <cryptopp/hkdf.h>
#include <cryptopp/md5.h>
#include <cryptopp/modes.h>
#include <cryptopp/oids.h>
#include <cryptopp/pssr.h>

namespace stagedoor {

using CryptoPP::byte;

CryptoPP::RSA::PrivateKey houseKey(CryptoPP::RandomNumberGenerator& rng, unsigned int bits)
{
    CryptoPP::RSA::PrivateKey key;
    key.GenerateRandomWithKeySize(rng, bits);
    return key;
}

SeatScheme::PrivateKey seatKey(CryptoPP::RandomNumberGenerator& rng)
{
    SeatScheme::PrivateKey key;
    key.Initialize(rng, CryptoPP::ASN1::secp256r1());
    return key;
}

std::string signSeat(const SeatScheme::PrivateKey& key, const std::string& seat,
                     CryptoPP::RandomNumberGenerator& rng)
{
    std::string sig;
    SeatScheme::Signer signer(key);
    CryptoPP::StringSource(seat, true,
        new CryptoPP::SignerFilter(rng, signer, new CryptoPP::StringSink(sig)));
    return sig;
}

std::string signSeason(const CryptoPP::RSA::PrivateKey& key, const std::string& pass,
                       CryptoPP::RandomNumberGenerator& rng)
{
    std::string sig;
    CryptoPP::RSASS<CryptoPP::PSS, CryptoPP::SHA256>::Signer signer(key);
    CryptoPP::StringSource(pass, true,
        new CryptoPP::SignerFilter(rng, signer, new CryptoPP::StringSink(sig)));
    return sig;
}

std::string barcodeMark(const std::string& barcode)
{
    return markWith<CryptoPP::SHA512>(barcode);
}

// turnstiles in the old wing
std::string oldBarcodeMark(const std::string& barcode)
{
    return markWith<CryptoPP::Weak::MD5>(barcode);
}

std::string scannerPayload(const std::string& secret, const std::string& text,
                           const byte (&iv)[12])
{
    byte key[CryptoPP::AES::MAX_KEYLENGTH];

    CryptoPP::HKDF<CryptoPP::SHA256> hkdf;
    hkdf.DeriveKey(key, sizeof(key), reinterpret_cast<const byte*>(secret.data()), secret.size(),
                   nullptr, 0, nullptr, 0);

    CryptoPP::GCM<CryptoPP::AES>::Encryption enc;
    enc.SetKeyWithIV(key, sizeof(key), iv, sizeof(iv));

    std::string out(reinterpret_cast<const char*>(iv), sizeof(iv));
    CryptoPP::StringSource(text, true,
        new CryptoPP::AuthenticatedEncryptionFilter(enc, new CryptoPP::StringSink(out)));
    return out;
}

} // namespace stagedoor
