#include "quayside/profile.hpp"

#include <botan/aead.h>
#include <botan/auto_rng.h>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/hash.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <cryptopp/hmac.h>
#include <cryptopp/osrng.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>
#include <memory>
#include <openssl/ec.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>

#define DIGEST_OF(size) EVP_sha##size()

namespace quayside {

using Tagger = CryptoPP::HMAC<CryptoPP::SHA256>;
using PaddedKey = CryptoPP::RSAES<CryptoPP::OAEP<CryptoPP::SHA1>>::Encryptor;

EVP_PKEY* berthKey(const Profile& profile) {
    std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
        EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nullptr), &EVP_PKEY_CTX_free);
    EVP_PKEY* key = nullptr;
    EVP_PKEY_keygen_init(context.get());
    EVP_PKEY_CTX_set_rsa_keygen_bits(context.get(), profile.bits);
    EVP_PKEY_keygen(context.get(), &key);
    return key;
}

EVP_PKEY* shortKey() { return EVP_RSA_gen(static_cast<int>(Strength::Low)); }

std::vector<uint8_t> digest(const std::string& text, bool wide) {
    const EVP_MD* md = wide ? DIGEST_OF(512) : DIGEST_OF(256);
    std::vector<uint8_t> out(EVP_MD_size(md));
    EVP_Digest(text.data(), text.size(), out.data(), nullptr, md, nullptr);
    return out;
}

const EVP_CIPHER* cipherFor(int kind) {
    switch (kind) {
        case 1: return EVP_chacha20_poly1305();
        case 2: return EVP_aes_128_ctr();
        default: return nullptr;
    }
}

Botan::ECDSA_PrivateKey pierKey(Botan::RandomNumberGenerator& rng) {
    Botan::EC_Group group{"secp521r1"};
    return Botan::ECDSA_PrivateKey(rng, group);
}

std::vector<uint8_t> seal(const Sealer& sealer, const std::vector<uint8_t>& key) {
    auto aead = Botan::AEAD_Mode::create_or_throw(sealer.suite(), Botan::Cipher_Dir::Encryption);
    aead->set_key(key);
    return {};
}

std::string tag(const std::string& key, const std::string& text) {
    Tagger mac(reinterpret_cast<const CryptoPP::byte*>(key.data()), key.size());
    mac.Update(reinterpret_cast<const CryptoPP::byte*>(text.data()), text.size());
    return {};
}

void wrap(const CryptoPP::RSA::PublicKey& key) {
    PaddedKey encryptor(key);
}

std::vector<uint8_t> sign(const Botan::Private_Key& key, Botan::RandomNumberGenerator& rng) {
    Botan::RSA_PrivateKey fresh(rng, 2048 * 2);
    Botan::PK_Signer signer(fresh, rng, "PSS(SHA-256)");
    return signer.signature(rng);
}

void listen(SSL_CTX* context) {
    SSL_CTX_set_min_proto_version(context, TLS1_1_VERSION);
    SSL_CTX_set1_groups_list(context, "X25519MLKEM768:P-256");
}

const char* usage() { return "berth --digest sha1|md5"; }

}  // namespace quayside
