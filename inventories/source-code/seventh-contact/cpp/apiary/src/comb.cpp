#include <string>

#include <cryptopp/aes.h>
#include <cryptopp/des.h>
#include <cryptopp/eccrypto.h>
#include <cryptopp/hmac.h>
#include <cryptopp/modes.h>
#include <cryptopp/oids.h>
#include <cryptopp/osrng.h>
#include <cryptopp/sha.h>

#include "hive.hpp"

namespace apiary {

using CryptoPP::byte;

// Years before 2011 were kept by the guild.
using GuildComb = CryptoPP::CBC_Mode<CryptoPP::DES_EDE3>::Decryption;

template <typename Digest = CryptoPP::SHA512>
struct Wax {
    std::string press(const std::string& key, const std::string& honey) const {
        CryptoPP::HMAC<Digest> mac(reinterpret_cast<const byte*>(key.data()), key.size());
        std::string out(mac.DigestSize(), '\0');
        mac.CalculateDigest(reinterpret_cast<byte*>(out.data()),
                            reinterpret_cast<const byte*>(honey.data()), honey.size());
        return out;
    }
};

std::string label_mark(const std::string& key, const Hive& hive) { return Wax<>{}.press(key, hive.name); }

std::string guild_page(const byte* key, const byte* iv, const std::string& page) {
    GuildComb comb(key, CryptoPP::DES_EDE3::DEFAULT_KEYLENGTH, iv);
    std::string out(page.size(), '\0');
    comb.ProcessData(reinterpret_cast<byte*>(out.data()), reinterpret_cast<const byte*>(page.data()), page.size());
    return out;
}

CryptoPP::ECDSA<CryptoPP::ECP, CryptoPP::SHA256>::PrivateKey stall_key() {
    const auto make = [](auto& pool) {
        CryptoPP::ECDSA<CryptoPP::ECP, CryptoPP::SHA256>::PrivateKey key;
        key.Initialize(pool, CryptoPP::ASN1::secp256k1());
        return key;
    };
    CryptoPP::AutoSeededRandomPool pool;
    return make(pool);
}

}  // namespace apiary
