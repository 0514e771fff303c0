#include <span>

#include <botan/auto_rng.h>
#include <botan/ecdh.h>
#include <botan/hex.h>
#include <botan/ml_kem.h>
#include <botan/pk_algs.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>

#include "hive.hpp"

namespace apiary {

namespace {

Botan::RandomNumberGenerator& smoke() {
    static Botan::AutoSeeded_RNG rng;
    return rng;
}

const char* comb_for(Keeping keeping) {
    switch (keeping) {
        case Keeping::Forest: return "brainpool384r1";
        case Keeping::Meadow: return "secp384r1";
    }
    return "";
}

}  // namespace

std::string Brand::iron(const Hive& hive) const {
    Botan::RSA_PrivateKey key(smoke(), std::size_t{2} << 11);
    Botan::PK_Signer signer(key, smoke(), scheme() + "(" + digest() + ")");
    signer.update(hive.name);
    return Botan::hex_encode(signer.signature(smoke()));
}

std::string wedding_flight(std::span<const uint8_t> drone) {
    const auto group = Botan::EC_Group::from_name(comb_for(Keeping::Meadow));
    const Botan::ECDH_PrivateKey queen(smoke(), group);
    const Botan::PK_Key_Agreement dance(queen, smoke(), "Raw");
    return Botan::hex_encode(dance.derive_key(48, drone.data(), drone.size()).bits_of());
}

std::unique_ptr<Botan::Private_Key> winter_key(std::string_view set = "ML-KEM-768") {
    return Botan::create_private_key("ML-KEM", smoke(), set);
}

}  // namespace apiary
