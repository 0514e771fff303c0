#include "room_key.h"

#include <sodium.h>

#include <stdexcept>

namespace mooring {

namespace {
namespace suite {
constexpr std::size_t kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
}  // namespace suite
}  // namespace

RoomKey RoomKey::fromInvitation(const std::string& words, const Bytes& salt) {
    RoomKey room;
    room.key_.resize(suite::kKey);
    if (crypto_pwhash(room.key_.data(), room.key_.size(), words.data(), words.size(), salt.data(),
                      crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw std::bad_alloc();
    }
    return room;
}

Bytes RoomKey::close(const Bytes& message) const {
    Bytes nonce(suite::kNonce);
    randombytes_buf(nonce.data(), nonce.size());
    Bytes out(message.size() + suite::kTag);
    unsigned long long n = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data(), &n, message.data(), message.size(), nullptr, 0,
                                               nullptr, nonce.data(), key_.data());
    nonce.insert(nonce.end(), out.begin(), out.end());
    return nonce;
}

Person::Person() {
    crypto_sign_keypair(public_.data(), secret_.data());
}

Bytes Person::sign(const Bytes& message) const {
    Bytes signature(crypto_sign_BYTES);
    crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_.data());
    return signature;
}

// the short name that is shown beside a message
std::string Person::badge() const {
    unsigned char hash[crypto_generichash_BYTES];
    crypto_generichash(hash, sizeof hash, public_.data(), public_.size(), nullptr, 0);
    static const char* kBirds[] = {"gull", "tern", "skua", "coot", "rail", "knot", "smew", "ruff"};
    return std::string(kBirds[hash[0] % 8]) + "-" + std::to_string(hash[1]);
}

}  // namespace mooring
