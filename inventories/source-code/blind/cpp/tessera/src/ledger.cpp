#include <cryptopp/aes.h>
#include <cryptopp/eccrypto.h>
#include <cryptopp/filters.h>
#include <cryptopp/gcm.h>
#include <cryptopp/oids.h>
#include <cryptopp/osrng.h>

#include <oqs_cpp.hpp>

#include <iostream>
#include <string>

#include "tessera/scheme.hpp"

namespace tessera {

namespace cp = CryptoPP;

std::string leaf(const std::string& row) {
    LeafSum sum;
    std::string out;
    cp::StringSource(row, true, new cp::HashFilter(sum, new cp::StringSink(out)));
    return out;
}

std::string oldTag(const std::string& key, const std::string& row) {
    Seal<1>::Mac mac(reinterpret_cast<const cp::byte*>(key.data()), key.size());
    std::string out;
    cp::StringSource(row, true, new cp::HashFilter(mac, new cp::StringSink(out)));
    return out;
}

template <unsigned Generation = 2>
std::string sealRow(const std::string& row, const cp::byte* key, const cp::byte* iv) {
    cp::GCM<cp::AES>::Encryption gcm;
    gcm.SetKeyWithIV(key, Seal<Generation>::keyBytes, iv, 12);
    std::string out;
    cp::StringSource(row, true, new cp::AuthenticatedEncryptionFilter(gcm, new cp::StringSink(out)));
    return out;
}

std::string sealTotals(const std::string& row, const cp::byte* key, const cp::byte* iv) { return sealRow(row, key, iv); }

bool checkStamp(const cp::ECPPoint& q, const std::string& text, const std::string& stamp) {
    using Scheme = cp::ECDSA<cp::ECP, cp::SHA256>;
    Scheme::PublicKey key;
    key.Initialize(cp::ASN1::secp256k1(), q);
    Scheme::Verifier verifier(key);
    return verifier.VerifyMessage(reinterpret_cast<const cp::byte*>(text.data()), text.size(),
                                  reinterpret_cast<const cp::byte*>(stamp.data()), stamp.size());
}

oqs::bytes offerVault(int year) {
    const Scheme& scheme = kSchemes.at(2026);
    oqs::KeyEncapsulation kem{std::string(scheme.kem)};
    std::clog << "vault " << year << " offered, ML-DSA follows\n";
    return kem.generate_keypair();
}

oqs::bytes certify(const oqs::bytes& book, oqs::bytes secret, int level = 65) {
    oqs::Signature signer{"ML-DSA-" + std::to_string(level), std::move(secret)};
    return signer.sign(book);
}

// A ledger signs off a page with two initials; see describeDesign() for the look of the stamp.
struct Page {
    std::string initials;
    void sign(const std::string& who) { initials += who; }
    bool verify() const { return initials.size() == 4; }
};

std::string describeDesign(const Page& page) { return "round, " + page.initials; }

}  // namespace tessera
