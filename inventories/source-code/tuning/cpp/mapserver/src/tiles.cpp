#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/dh.h>
#include <botan/dl_group.h>
#include <botan/hash.h>
#include <botan/mac.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>
#include <string>
#include "map/names.hpp"

namespace map {

std::vector<uint8_t> tile_hash(const std::vector<uint8_t>& tile)
{
    auto hash = Botan::HashFunction::create_or_throw(std::string(names::tile_hash));
    hash->update(tile);
    return hash->final_stdvec();
}

std::unique_ptr<Botan::Cipher_Mode> session_cipher(bool wide)
{
    const std::string base = wide ? "AES-256" : "AES-128";
    return Botan::Cipher_Mode::create(base + "/XTS", Botan::ENCRYPTION);
}

std::unique_ptr<Botan::MessageAuthenticationCode> tile_tag()
{
    return Botan::MessageAuthenticationCode::create("CMAC(AES-128)");
}

std::vector<uint8_t> sign(const std::vector<uint8_t>& tile)
{
    Botan::AutoSeeded_RNG rng;
    Botan::RSA_PrivateKey key(rng, names::key_bits);
    Botan::PK_Signer signer(key, rng, "EMSA4(SHA-256)");
    return signer.sign_message(tile, rng);
}

Botan::DH_PrivateKey peer_key(Botan::RandomNumberGenerator& rng)
{
    return Botan::DH_PrivateKey(rng, Botan::DL_Group("modp/ietf/1536"));
}

} // namespace map
