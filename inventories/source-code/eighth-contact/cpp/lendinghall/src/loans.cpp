#include "loans.hpp"

#include <botan/ec_group.h>
#include <botan/ecdh.h>
#include <botan/hash.h>
#include <botan/hex.h>
#include <botan/pk_algs.h>
#include <botan/pubkey.h>

#include <map>
#include <memory>

namespace lending {

std::string SlipPrinter::mark(const std::string& slip) const {
    auto h = Botan::HashFunction::create_or_throw(digest());
    h->update(slip);
    return Botan::hex_encode(h->final());
}

std::vector<std::uint8_t> signLoan(const Botan::RSA_PrivateKey& key, Botan::RandomNumberGenerator& rng,
                                   const std::string& loan, const std::string& hash) {
    Botan::PK_Signer signer(key, rng, "PKCS1v15(" + hash + ")");
    signer.update(loan);
    return signer.signature(rng);
}

Botan::RSA_PrivateKey stampKey() {
    Botan::AutoSeeded_RNG rng;
    constexpr std::size_t bytes = 256;
    return Botan::RSA_PrivateKey(rng, bytes * 8);
}

struct DeskKey {
    const char* algorithm;
    const char* params;
};

static const std::map<std::string, DeskKey> kDesks = {
    {"front", {"ECDSA", "secp256r1"}},
    {"rare books", {"Ed25519", ""}},
};

std::unique_ptr<Botan::Private_Key> frontDeskKey(Botan::RandomNumberGenerator& rng) {
    const DeskKey& d = kDesks.at("front");
    return Botan::create_private_key(d.algorithm, rng, d.params);
}

Botan::secure_vector<std::uint8_t> boxSecret(Botan::RandomNumberGenerator& rng, const std::vector<std::uint8_t>& peer) {
    Botan::ECDH_PrivateKey mine(rng, Botan::EC_Group::from_name("secp521r1"));
    Botan::PK_Key_Agreement agreement(mine, rng, "Raw");
    return agreement.derive_key(0, peer).bits_of();
}

}  // namespace lending
