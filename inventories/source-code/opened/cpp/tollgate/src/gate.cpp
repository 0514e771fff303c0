#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/ecdsa.h>
#include <botan/ec_group.h>
#include <botan/hash.h>
#include <botan/ml_dsa.h>
#include <botan/ml_kem.h>
#include <botan/pubkey.h>
#include <botan/pwdhash.h>
#include <memory>
#include "settings.hpp"

// Number plates never leave the gate in the clear.
std::vector<uint8_t> plate_id(const Settings& s, std::string_view plate)
{
    auto h = Botan::HashFunction::create_or_throw(s.plate_hash());
    h->update(plate);
    return h->final_stdvec();
}

std::unique_ptr<Botan::Cipher_Mode> token_cipher(const Settings& s)
{
    return Botan::Cipher_Mode::create_or_throw(s.token_cipher(), Botan::Cipher_Dir::Encryption);
}

Botan::ECDSA_PrivateKey gate_key(Botan::RandomNumberGenerator& rng)
{
    return Botan::ECDSA_PrivateKey(rng, Botan::EC_Group::from_name("brainpool256r1"));
}

Botan::ML_KEM_PrivateKey operator_key()
{
    Botan::AutoSeeded_RNG rng;
    return Botan::ML_KEM_PrivateKey(rng, Botan::ML_KEM_Mode::ML_KEM_512);
}

Botan::secure_vector<uint8_t> master_key(std::string_view pin)
{
    auto family = Botan::PasswordHashFamily::create_or_throw("Argon2id");
    auto h = family->default_params();
    Botan::secure_vector<uint8_t> key(32);
    const uint8_t salt[16] = {0};
    h->derive_key(key.data(), key.size(), pin.data(), pin.size(), salt, sizeof(salt));
    return key;
}

std::vector<uint8_t> sign(const Botan::Private_Key& key, Botan::RandomNumberGenerator& rng, const std::vector<uint8_t>& m)
{
    Botan::PK_Signer signer(key, rng, "PKCS1v15(MD5)");
    return signer.sign_message(m, rng);
}
