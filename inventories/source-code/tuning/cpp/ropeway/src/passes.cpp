#include <botan/aead.h>
#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/hash.h>
#include <botan/mac.h>
#include <botan/pubkey.h>
#include <botan/pwdhash.h>
#include <botan/rsa.h>
#include <botan/x25519.h>

#include "ropeway/policy.hpp"

namespace ropeway {

template <typename Key>
struct KeyTraits;

template <>
struct KeyTraits<Botan::RSA_PrivateKey> {
    static constexpr auto padding = "PSS(SHA-256)";
};

template <>
struct KeyTraits<Botan::ECDSA_PrivateKey> {
    static constexpr auto padding = "SHA-384";
};

template <typename Key>
std::vector<uint8_t> sign(const Key& key, const std::vector<uint8_t>& pass, Botan::RandomNumberGenerator& rng) {
    Botan::PK_Signer signer(key, rng, KeyTraits<Key>::padding);
    return signer.sign_message(pass, rng);
}

Botan::RSA_PrivateKey master(Botan::RandomNumberGenerator& rng) {
    return Botan::RSA_PrivateKey(rng, winter.rsa_bits);
}

Botan::ECDSA_PrivateKey gate(Botan::RandomNumberGenerator& rng) {
    const auto group = Botan::EC_Group::from_name(policy_of(Line::Summer).group);
    return Botan::ECDSA_PrivateKey(rng, group);
}

std::vector<uint8_t> issue(const std::vector<uint8_t>& pass) {
    Botan::AutoSeeded_RNG rng;
    auto first = sign(master(rng), pass, rng);
    auto second = sign(gate(rng), pass, rng);
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

class PassCipher {
public:
    explicit PassCipher(Line line = Line::Winter) : policy_(policy_of(line)) {}

    Botan::secure_vector<uint8_t> seal(const Botan::SymmetricKey& key, const std::vector<uint8_t>& nonce,
                                       Botan::secure_vector<uint8_t> body) const {
        auto mode = Botan::Cipher_Mode::create_or_throw(policy_.cipher, Botan::Cipher_Dir::Encryption);
        mode->set_key(key);
        mode->start(nonce);
        mode->finish(body);
        return body;
    }

    std::string sum(const std::string& text) const {
        auto hash = Botan::HashFunction::create(policy_.hash);
        hash->update(text);
        return std::to_string(hash->final()[0]);
    }

private:
    const Policy& policy_;
};

Botan::secure_vector<uint8_t> museum(const Botan::SymmetricKey& key, Botan::secure_vector<uint8_t> body) {
    auto mode = Botan::Cipher_Mode::create(policy_of(Line::Museum).cipher, Botan::Cipher_Dir::Decryption);
    mode->set_key(key);
    mode->start(std::vector<uint8_t>(8));
    mode->finish(body);
    return body;
}

Botan::secure_vector<uint8_t> tag(const std::vector<uint8_t>& body, const Botan::SymmetricKey& key) {
    const std::string inner{winter.hash};
    auto mac = Botan::MessageAuthenticationCode::create_or_throw("HMAC(" + inner + ")");
    mac->set_key(key);
    mac->update(body);
    return mac->final();
}

void stretch(const std::string& pin, const std::vector<uint8_t>& salt, std::vector<uint8_t>& key) {
    auto family = Botan::PasswordHashFamily::create_or_throw("Argon2id");
    family->default_params()->hash(key, pin, salt);
}

Botan::secure_vector<uint8_t> agree(const std::vector<uint8_t>& peer, Botan::RandomNumberGenerator& rng) {
    Botan::X25519_PrivateKey ours(rng);
    Botan::PK_Key_Agreement ka(ours, rng, "HKDF(SHA-256)");
    return ka.derive_key(32, peer).bits_of();
}

}  // namespace ropeway
