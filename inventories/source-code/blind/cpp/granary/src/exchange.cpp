#include <botan/auto_rng.h>
#include <botan/ec_group.h>
#include <botan/ecdh.h>
#include <botan/ecdsa.h>
#include <botan/kdf.h>
#include <botan/ml_kem.h>
#include <botan/pubkey.h>

#include "names.h"

namespace granary {

/// Two seed banks agree on a key: once on the curve, once after quantum computers.
class Exchange {
 public:
   Exchange() :
         m_group(Botan::EC_Group::from_name(names::kCurve)),
         m_ecdh(m_rng, m_group),
         m_kem(m_rng, Botan::ML_KEM_Mode::ML_KEM_768),
         m_identity(m_rng, m_group) {}

   Botan::secure_vector<uint8_t> agree(std::span<const uint8_t> theirPoint, std::span<const uint8_t> encapsulated) {
      Botan::PK_Key_Agreement ka(m_ecdh, m_rng, "Raw");
      auto secret = ka.derive_key(0, theirPoint.data(), theirPoint.size()).bits_of();

      Botan::PK_KEM_Decryptor kem(m_kem, m_rng, "Raw");
      const auto second = kem.decrypt(encapsulated, 32, {});
      secret.insert(secret.end(), second.begin(), second.end());

      const auto kdf = Botan::KDF::create_or_throw(names::kdf());
      return kdf->derive_key(32, secret, std::string("granary"), std::string("exchange"));
   }

   std::vector<uint8_t> sign(std::string_view manifest) {
      Botan::PK_Signer signer(m_identity, m_rng, "SHA-384");
      signer.update(manifest);
      return signer.signature(m_rng);
   }

 private:
   Botan::AutoSeeded_RNG m_rng;
   Botan::EC_Group m_group;
   Botan::ECDH_PrivateKey m_ecdh;
   Botan::ML_KEM_PrivateKey m_kem;
   Botan::ECDSA_PrivateKey m_identity;
};

}  // namespace granary
