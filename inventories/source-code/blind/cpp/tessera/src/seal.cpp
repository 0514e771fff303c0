#include <botan/auto_rng.h>
#include <botan/cipher_mode.h>
#include <botan/hash.h>
#include <botan/kdf.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "tessera/scheme.hpp"

namespace tessera {

using Bytes = std::vector<uint8_t>;

class Sealer {
public:
    explicit Sealer(int year = 2017) : scheme_(kSchemes.at(year)) {}

    std::unique_ptr<Botan::Private_Key> key() {
        return std::make_unique<Botan::RSA_PrivateKey>(rng_, scheme_.modulus.value_or(4096));
    }

    Bytes sign(const Bytes& book) {
        const auto owner = key();
        Botan::PK_Signer signer(*owner, rng_, fmt::format("{}({})", scheme_.padding, scheme_.digest));
        return signer.sign_message(book, rng_);
    }

    Botan::secure_vector<uint8_t> seal(const Bytes& page, const Bytes& secret) {
        const std::string block = "Twofish";
        auto mode = Botan::Cipher_Mode::create_or_throw(block + "/" + chaining(), Botan::Cipher_Dir::Encryption);
        mode->set_key(secret);
        mode->start(rng_.random_vec(mode->default_nonce_length()));
        Botan::secure_vector<uint8_t> out(page.begin(), page.end());
        mode->finish(out);
        return out;
    }

    Bytes pageKey(const Bytes& master, int page) const {
        auto kdf = Botan::KDF::create_or_throw("HKDF(" + scheme_.digest + ")");
        return kdf->derive_key<Bytes>(32, master, std::string(), fmt::format("page {}", page));
    }

    Bytes importSum(const Bytes& book, const std::string& declared) const {
        auto hash = Botan::HashFunction::create_or_throw(declared);
        hash->update(book);
        return hash->final<Bytes>();
    }

private:
    static const char* chaining() { return "EAX"; }

    Scheme scheme_;
    Botan::AutoSeeded_RNG rng_;
};

}  // namespace tessera
