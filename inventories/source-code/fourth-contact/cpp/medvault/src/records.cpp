#include "suite.h"

#include <botan/auto_rng.h>
#include <botan/bcrypt.h>
#include <botan/cipher_mode.h>
#include <botan/mac.h>
#include <botan/ml_kem.h>
#include <botan/pk_algs.h>
#include <botan/pubkey.h>
#include <botan/pwdhash.h>

#include <cstdlib>
#include <memory>

namespace medvault {

class RecordStore {
public:
    explicit RecordStore(Suite suite = hospital_suite()) : suite_(std::move(suite)) {
        mac_ = Botan::MessageAuthenticationCode::create_or_throw(suite_.mac);
    }

    Botan::secure_vector<uint8_t> seal(const Botan::SymmetricKey& key, const Botan::InitializationVector& iv,
                                       Botan::secure_vector<uint8_t> record) {
        const auto enc = Botan::Cipher_Mode::create_or_throw(suite_.cipher, Botan::Cipher_Dir::Encryption);
        enc->set_key(key);
        enc->start(iv.bits_of());
        enc->finish(record);
        mac_->set_key(key);
        mac_->update(record);
        const auto tag = mac_->final();
        record.insert(record.end(), tag.begin(), tag.end());
        return record;
    }

    std::unique_ptr<Botan::Private_Key> physician_key() {
        return Botan::create_private_key(suite_.signature, rng_, suite_.group);
    }

private:
    Suite suite_;
    std::unique_ptr<Botan::MessageAuthenticationCode> mac_;
    Botan::AutoSeeded_RNG rng_;
};

Botan::secure_vector<uint8_t> stretch(const std::string& pin, const std::vector<uint8_t>& salt) {
    const char* name = std::getenv("MEDVAULT_PBKDF");
    const auto family = Botan::PasswordHashFamily::create_or_throw(name != nullptr ? name : "Scrypt");
    Botan::secure_vector<uint8_t> out(32);
    family->default_params()->hash(out, pin, salt);
    return out;
}

std::string nurse_password(const std::string& password, Botan::RandomNumberGenerator& rng) {
    return Botan::generate_bcrypt(password, rng, 12);
}

std::unique_ptr<Botan::Private_Key> archive_kem(Botan::RandomNumberGenerator& rng) {
    const Botan::ML_KEM_Mode mode(MEDVAULT_KEM);
    return std::make_unique<Botan::ML_KEM_PrivateKey>(rng, mode);
}

/// Describes a record; the desired description never holds a patient's name.
std::string describe(const std::string& ward) { return "record of ward " + ward; }

}  // namespace medvault
