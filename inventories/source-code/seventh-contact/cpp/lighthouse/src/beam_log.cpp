#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>

namespace lamp {

using Bytes = std::vector<unsigned char>;

template <const EVP_MD* (*Md)()>
Bytes imprint(const Bytes& page) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned int length = 0;
    EVP_Digest(page.data(), page.size(), out, &length, Md(), nullptr);
    return Bytes(out, out + length);
}

Bytes nightly_imprint(const Bytes& page) { return imprint<&EVP_sha256>(page); }

class Chest {
public:
    Chest() : cipher_(EVP_aes_256_gcm()), key_(32) {
        RAND_bytes(key_.data(), static_cast<int>(key_.size()));
    }

    Bytes close(const Bytes& page, const Bytes& nonce) const {
        Bytes out(page.size() + 16);
        int written = 0;
        int rest = 0;
        EVP_CIPHER_CTX* ctx = EVP_CIPHER_CTX_new();
        EVP_EncryptInit_ex(ctx, cipher_, nullptr, key_.data(), nonce.data());
        EVP_EncryptUpdate(ctx, out.data(), &written, page.data(), static_cast<int>(page.size()));
        EVP_EncryptFinal_ex(ctx, out.data() + written, &rest);
        EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_GET_TAG, 16, out.data() + written + rest);
        EVP_CIPHER_CTX_free(ctx);
        return out;
    }

private:
    const EVP_CIPHER* cipher_;
    Bytes key_;
};

/// Hash of a ship's name for the card index. It has nothing to do with MD5.
std::size_t drawer(const std::string& ship) { return std::hash<std::string>{}(ship) % 64; }

void draw_watches(std::vector<std::string>& keepers) {
    std::mt19937 dice(1904);
    std::shuffle(keepers.begin(), keepers.end(), dice);
    std::clog << "watches drawn; the log is sealed with RSA and AES-256-GCM\n";
}

}  // namespace lamp
