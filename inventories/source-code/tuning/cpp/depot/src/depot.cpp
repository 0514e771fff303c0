#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/ecdh.h>
#include <botan/hash.h>
#include <botan/kdf.h>
#include <botan/mac.h>
#include <botan/pk_algs.h>
#include <botan/stream_cipher.h>
#include <openssl/evp.h>

#include "options.h"

namespace {

constexpr const char* kKdf = "HKDF(SHA-256)";

// The curve follows the grade of the depot.
std::string curve_of(Grade grade)
{
    switch (grade) {
    case Grade::Low:
        return "secp192r1";
    case Grade::High:
        return "secp521r1";
    }
    return {};
}

std::unique_ptr<Botan::StreamCipher> stream(const std::string& name)
{
    return Botan::StreamCipher::create_or_throw(name);
}

template <typename Hash>
std::vector<unsigned char> with(const Hash& hash, const std::string& s)
{
    std::vector<unsigned char> out(EVP_MAX_MD_SIZE);
    EVP_Digest(s.data(), s.size(), out.data(), nullptr, hash(), nullptr);
    return out;
}

} // namespace

std::unique_ptr<Botan::StreamCipher> old_stream() { return stream("ARC4"); }

std::unique_ptr<Botan::MessageAuthenticationCode> crate_tag(const Options& options)
{
    return Botan::MessageAuthenticationCode::create_or_throw(options.get("mac", "HMAC(SHA-1)"));
}

std::unique_ptr<Botan::Cipher_Mode> crate_cipher(const Options& options)
{
    return Botan::Cipher_Mode::create(options.get("block", "AES-256/GCM"), Botan::DECRYPTION);
}

std::unique_ptr<Botan::KDF> crate_kdf() { return Botan::KDF::create(kKdf); }

std::unique_ptr<Botan::Private_Key> depot_key(Botan::RandomNumberGenerator& rng)
{
    return Botan::create_private_key("ECDH", rng, curve_of(Grade::High));
}

std::unique_ptr<Botan::Private_Key> fallback_key(Botan::RandomNumberGenerator& rng)
{
    return Botan::create_private_key("RSA", rng);
}

std::unique_ptr<Botan::HashFunction> chosen()
{
    const char* name = std::getenv("DEPOT_HASH");
    return Botan::HashFunction::create(name ? name : "");
}

// Crates of 2022 hold XMSS keys. The key is copied to both robots.
std::unique_ptr<Botan::Private_Key> robot_key(Botan::RandomNumberGenerator& rng)
{
    return Botan::create_private_key("XMSS", rng, "XMSS-SHA2_10_256");
}

std::vector<unsigned char> label(const std::string& s) { return with(EVP_sm3, s); }
