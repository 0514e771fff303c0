#include "volume.h"

#include <botan/aead.h>
#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/hash.h>
#include <botan/mac.h>
#include <botan/pwdhash.h>

#include "names.h"

namespace granary {

using Secret = Botan::secure_vector<uint8_t>;

static Secret keyFrom(std::string_view passphrase, std::span<const uint8_t> salt, size_t length) {
   const auto hasher = Botan::PasswordHashFamily::create_or_throw(names::kPassphrase)->from_params(65536, 3, 1);
   Secret key(length);
   hasher->derive_key(key.data(), key.size(), passphrase.data(), passphrase.size(), salt.data(), salt.size());
   return key;
}

Secret Volume::close(std::string_view passphrase, const Secret& plain) {
   Botan::AutoSeeded_RNG rng;
   const auto salt = rng.random_vec(16);
   const auto aead = Botan::AEAD_Mode::create_or_throw(names::kVolumeCipher, Botan::Cipher_Dir::Encryption);
   aead->set_key(keyFrom(passphrase, salt, aead->maximum_keylength()));
   const auto nonce = rng.random_vec(aead->default_nonce_length());

   Secret body = plain;
   aead->start(nonce.data(), nonce.size());
   aead->finish(body);

   Secret out = salt;
   out.insert(out.end(), nonce.begin(), nonce.end());
   out.insert(out.end(), body.begin(), body.end());
   return out;
}

/// Volumes that the seed bank wrote before 2018.
Secret Volume::openOld(const Secret& key, const Secret& iv, Secret body) {
   const auto mode = Botan::Cipher_Mode::create_or_throw(names::kOldVolumeCipher, Botan::Cipher_Dir::Decryption);
   mode->set_key(key);
   mode->start(iv.data(), iv.size());
   mode->finish(body);
   return body;
}

/// Label on the box, e.g. for the shelf robot.
std::string Volume::label(const Secret& body, int bits) {
   const auto hash = Botan::HashFunction::create_or_throw("SHA-3(" + std::to_string(bits) + ")");
   hash->update(body);
   return Botan::hex_encode(hash->final()).substr(0, 12);
}

std::vector<uint8_t> Volume::indexTag(const Secret& key, std::string_view index) {
   const auto mac = Botan::MessageAuthenticationCode::create_or_throw(names::kIndexMac);
   mac->set_key(key);
   mac->update(index);
   return mac->final_stdvec();
}

}  // namespace granary
