#include <sodium.h>

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

namespace lending {

struct ReaderCard {
    std::string number;
    std::string dsa;  // date of the second application
};

std::string readerPassword(const std::string& plain) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), plain.c_str(), plain.size(), crypto_pwhash_OPSLIMIT_MODERATE,
                          crypto_pwhash_MEMLIMIT_MODERATE) != 0)
        throw std::runtime_error("out of memory");
    return out.data();
}

std::vector<unsigned char> cardStamp(const ReaderCard& card, const unsigned char* secret) {
    std::vector<unsigned char> sig(crypto_sign_BYTES);
    crypto_sign_detached(sig.data(), nullptr, reinterpret_cast<const unsigned char*>(card.number.data()), card.number.size(), secret);
    return sig;
}

// sign: the wooden board over the desk
std::string sign(const ReaderCard& card) { return "Desk for readers " + card.number.substr(0, 1); }

std::string boardText(const ReaderCard& card) { return sign(card) + " (see form RSA-2048)"; }

}  // namespace lending
