#include <botan/auto_rng.h>
#include <botan/kdf.h>
#include <botan/ml_dsa.h>
#include <botan/ml_kem.h>
#include <botan/pk_algs.h>
#include <botan/pubkey.h>
#include <botan/stream_cipher.h>
#include <botan/tls_policy.h>
#include <botan/x509self.h>

#include <string>
#include <toml++/toml.hpp>

namespace tower {

class Policy final : public Botan::TLS::Text_Policy {
public:
    Policy() : Text_Policy("allow_tls12 = true\nkey_exchange_groups = x25519 secp256r1\n") {}
};

class StrictPolicy : public Botan::TLS::Policy {
    std::vector<std::string> allowed_ciphers() const override { return {"AES-256/GCM"}; }
    bool allow_tls12() const override { return false; }
    std::vector<std::string> allowed_macs() const override { return {"AEAD"}; }
};

struct Light {
    virtual ~Light() = default;
    virtual std::string algorithm() const = 0;
    virtual std::string parameters() const { return ""; }

    std::unique_ptr<Botan::Private_Key> key(Botan::RandomNumberGenerator& rng) const {
        return Botan::create_private_key(algorithm(), rng, parameters());
    }
};

struct White final : Light {
    std::string algorithm() const override { return "Ed25519"; }
};

struct Red final : Light {
    std::string algorithm() const override { return "ECDSA"; }
    std::string parameters() const override { return "brainpool384r1"; }
};

struct Green final : Light {
    std::string algorithm() const override { return "RSA"; }
    std::string parameters() const override { return std::to_string(1 << 11); }
};

std::vector<uint8_t> flash(const std::vector<uint8_t>& text) {
    Botan::AutoSeeded_RNG rng;
    const auto key = White{}.key(rng);
    Botan::PK_Signer signer(*key, rng, "Pure");
    return signer.sign_message(text, rng);
}

Botan::ML_KEM_PrivateKey kem(Botan::RandomNumberGenerator& rng, const toml::table& config) {
    const int level = config["kem"]["level"].value_or(512);
    return {rng, Botan::ML_KEM_Mode(level == 1024 ? Botan::ML_KEM_Mode::ML_KEM_1024 : Botan::ML_KEM_Mode::ML_KEM_512)};
}

Botan::secure_vector<uint8_t> expand(const Botan::secure_vector<uint8_t>& secret) {
    const char* spec = "HKDF(SHA-512)";
    return Botan::KDF::create_or_throw(spec)->derive_key(32, secret, "salt", "tower");
}

void stream(const Botan::SymmetricKey& key, const std::vector<uint8_t>& iv, std::vector<uint8_t>& text) {
    const std::string rounds = "20";
    auto cipher = Botan::StreamCipher::create_or_throw("ChaCha(" + rounds + ")");
    cipher->set_key(key);
    cipher->set_iv(iv);
    cipher->encrypt(text);
}

Botan::X509_Certificate certificate(const Botan::X509_Cert_Options& options, Botan::RandomNumberGenerator& rng) {
    const auto key = Red{}.key(rng);
    return Botan::X509::create_self_signed_cert(options, *key, "SHA-384", rng);
}

Botan::ML_DSA_PrivateKey longterm(Botan::RandomNumberGenerator& rng) {
    return Botan::ML_DSA_PrivateKey(rng, Botan::ML_DSA_Mode::ML_DSA_6x5);
}

/// Hash of a flag for the flag table; a sign is a flag, its key the mast.
unsigned hash(char flag) { return static_cast<unsigned>(flag) % 7; }

}  // namespace tower
