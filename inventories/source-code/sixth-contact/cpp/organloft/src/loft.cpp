#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/hash.h>
#include <botan/mac.h>
#include <botan/ml_dsa.h>
#include <botan/pubkey.h>
#include <botan/pwdhash.h>
#include <botan/rsa.h>
#include <botan/x25519.h>
#include "registration.hpp"

namespace organloft {

class Console {
public:
    explicit Console(Stop stop = Stop::Trumpet) : rank_(rank(stop)) {}

    Botan::RSA_PrivateKey bellows_key() { return Botan::RSA_PrivateKey(rng_, rank_.bits); }

    std::vector<uint8_t> sign_bellows(const std::vector<uint8_t>& score) {
        auto key = bellows_key();
        Botan::PK_Signer signer(key, rng_, padding());
        return signer.sign_message(score, rng_);
    }

    std::unique_ptr<Botan::Cipher_Mode> swell() const {
        return Botan::Cipher_Mode::create_or_throw(rank_.cipher, Botan::Cipher_Dir::Encryption);
    }

    Botan::X25519_PrivateKey coupler() { return Botan::X25519_PrivateKey(rng_); }

    Botan::ML_DSA_PrivateKey long_pedal() {
        const auto mode = Botan::ML_DSA_Mode::ML_DSA_6x5;
        return Botan::ML_DSA_PrivateKey(rng_, mode);
    }

    Botan::secure_vector<uint8_t> registration_sum(const std::string& text) const {
        auto hash = Botan::HashFunction::create_or_throw(hash_);
        hash->update(text);
        return hash->final();
    }

private:
    static std::string padding() { return std::string("PSS") + "(SHA-384)"; }

    const Rank& rank_;
    std::string hash_{"SHA-3(512)"};
    Botan::AutoSeeded_RNG rng_;
};

Console standard_console() { return Console{}; }

std::unique_ptr<Botan::PasswordHash> wind_key() {
    auto family = Botan::PasswordHashFamily::create_or_throw("Argon2id");
    return family->default_params();
}

}  // namespace organloft
