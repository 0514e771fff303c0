#include <memory>
#include <stdexcept>
#include <vector>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "lamp/settings.hpp"

namespace lamp {

using Bytes = std::vector<unsigned char>;
using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

KeyPtr make_seal() {
    return KeyPtr(EVP_RSA_gen(kSealBits), &EVP_PKEY_free);
}

KeyPtr make_lens() {
    return KeyPtr(EVP_EC_gen(lens_of("north")), &EVP_PKEY_free);
}

/// Signs a page of the log; the key decides how.
Bytes endorse(EVP_PKEY* key, const Bytes& page) {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> ctx(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
    std::size_t length = 0;
    if (EVP_DigestSignInit(ctx.get(), nullptr, LAMP_OUTGOING_DIGEST(), nullptr, key) != 1) {
        throw std::runtime_error("no signature");
    }
    EVP_DigestSign(ctx.get(), nullptr, &length, page.data(), page.size());
    Bytes out(length);
    EVP_DigestSign(ctx.get(), out.data(), &length, page.data(), page.size());
    out.resize(length);
    return out;
}

Bytes yearly_page(const Bytes& page) { return endorse(make_seal().get(), page); }
Bytes nightly_page(const Bytes& page) { return endorse(make_lens().get(), page); }

/// The keeper's pass phrase, as it is kept on the card.
std::string card_for(const std::string& phrase) {
    char card[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(card, phrase.c_str(), phrase.size(),
                          crypto_pwhash_OPSLIMIT_MODERATE,
                          crypto_pwhash_MEMLIMIT_MODERATE) != 0) {
        throw std::bad_alloc();
    }
    return card;
}

class Lantern {
public:
    Lantern() { crypto_sign_keypair(public_, secret_); }

    Bytes flash(const Bytes& message) const {
        Bytes mark(crypto_sign_BYTES);
        crypto_sign_detached(mark.data(), nullptr, message.data(), message.size(), secret_);
        return mark;
    }

private:
    unsigned char public_[crypto_sign_PUBLICKEYBYTES];
    unsigned char secret_[crypto_sign_SECRETKEYBYTES];
};

}  // namespace lamp
