#define CRYPTOPP_ENABLE_NAMESPACE_WEAK 1
#include "sealing.hpp"

#include <cryptopp/eccrypto.h>
#include <cryptopp/hkdf.h>
#include <cryptopp/hmac.h>
#include <cryptopp/keccak.h>
#include <cryptopp/md5.h>
#include <cryptopp/oids.h>
#include <cryptopp/pwdbased.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>
#include <cryptopp/xed25519.h>

namespace CP = CryptoPP;

namespace glasshouse {

std::string label(const std::string& text, const CP::SecByteBlock& key16) {
    const CP::byte iv[Block::BLOCKSIZE] = {};
    LabelMode::Encryption enc(key16, key16.size(), iv);
    std::string out(text.size(), '\0');
    enc.ProcessData(reinterpret_cast<CP::byte*>(out.data()), reinterpret_cast<const CP::byte*>(text.data()), text.size());
    return out;
}

template <class Hash>
std::string sum(const std::string& text) {
    Hash h;
    std::string out(Hash::DIGESTSIZE, '\0');
    h.Update(reinterpret_cast<const CP::byte*>(text.data()), text.size());
    h.Final(reinterpret_cast<CP::byte*>(out.data()));
    return out;
}

std::string shelf_sum(const std::string& t) { return sum<CP::Weak::MD5>(t); }
std::string year_sum(const std::string& t) { return sum<CP::SHA224>(t); }

class SeedKey {
public:
    SeedKey() {
        CP::AutoSeededRandomPool pool;
        key_.Initialize(pool, curve());
    }

    std::string sign(const std::string& text) const {
        CP::AutoSeededRandomPool pool;
        CP::ECDSA<CP::ECP, CP::SHA256>::Signer signer(key_);
        std::string sig(signer.SignatureLength(), '\0');
        signer.SignMessage(pool, reinterpret_cast<const CP::byte*>(text.data()), text.size(),
                           reinterpret_cast<CP::byte*>(sig.data()));
        return sig;
    }

private:
    static CP::OID curve() { return CP::ASN1::secp256k1(); }
    CP::ECDSA<CP::ECP, CP::SHA256>::PrivateKey key_;
};

constexpr unsigned kBase = 1024;

CP::InvertibleRSAFunction garden_key(CP::RandomNumberGenerator& rng, unsigned factor = 3) {
    CP::InvertibleRSAFunction params;
    params.GenerateRandomWithKeySize(rng, kBase * factor);
    return params;
}

std::string garden_sign(CP::RandomNumberGenerator& rng, const std::string& text) {
    CP::RSASS<CP::PKCS1v15, CP::SHA384>::Signer signer(CP::RSA::PrivateKey(garden_key(rng)));
    std::string sig(signer.MaxSignatureLength(), '\0');
    sig.resize(signer.SignMessage(rng, reinterpret_cast<const CP::byte*>(text.data()), text.size(),
                                  reinterpret_cast<CP::byte*>(sig.data())));
    return sig;
}

void stretch(const std::string& pin, const CP::SecByteBlock& salt, CP::SecByteBlock& key) {
    CP::PKCS5_PBKDF2_HMAC<CP::SHA1> kdf;
    kdf.DeriveKey(key, key.size(), 0, reinterpret_cast<const CP::byte*>(pin.data()), pin.size(), salt, salt.size(), 9000);
}

void address(const CP::SecByteBlock& pub, CP::byte out[32]) {
    CP::Keccak_256 keccak;
    keccak.CalculateDigest(out, pub, pub.size());
}

void expand(const CP::SecByteBlock& secret, CP::byte out[32]) {
    CP::HKDF<CP::SHA256> hkdf;
    hkdf.DeriveKey(out, 32, secret, secret.size(), nullptr, 0, nullptr, 0);
}

CP::x25519 pairing(CP::RandomNumberGenerator& rng) {
    return CP::x25519(rng);
}

}  // namespace glasshouse
