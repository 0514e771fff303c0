#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <cstdio>

#include "keys.hpp"
#include "settings.hpp"

namespace coldstore {

static std::string hex(const unsigned char* p, unsigned n) {
    std::string out;
    char two[3];
    for (unsigned i = 0; i < n; ++i) {
        std::snprintf(two, sizeof two, "%02x", p[i]);
        out += two;
    }
    return out;
}

std::string palletLabel(const std::string& pallet, int bits) {
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    const EVP_MD* md = EVP_get_digestbyname(digestFor(bits).c_str());
    EVP_Digest(pallet.data(), pallet.size(), out, &n, md, nullptr);
    return hex(out, n);
}

/* The hand scanners of the first hall know a shared secret of the maker. */
std::string oldPalletLabel(const std::string& pallet) {
    static const char maker[] = "first-hall";
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    HMAC(EVP_sha1(), maker, sizeof maker - 1, reinterpret_cast<const unsigned char*>(pallet.data()), pallet.size(), out, &n);
    return hex(out, n);
}

Bytes lockJournal(const Bytes& key, const std::string& journal, Bytes& iv) {
    const Settings s = Settings::load();
    const std::string name = s.get("journal_cipher", "AES-128-GCM");
    EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, name.c_str(), nullptr);
    iv.resize(12);
    RAND_bytes(iv.data(), static_cast<int>(iv.size()));
    EVP_CIPHER_CTX* ctx = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex2(ctx, cipher, key.data(), iv.data(), nullptr);
    Bytes out(journal.size() + 16);
    int n = 0, last = 0;
    EVP_EncryptUpdate(ctx, out.data(), &n, reinterpret_cast<const unsigned char*>(journal.data()), static_cast<int>(journal.size()));
    EVP_EncryptFinal_ex(ctx, out.data() + n, &last);
    EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, 16, out.data() + n + last);
    EVP_CIPHER_CTX_free(ctx);
    EVP_CIPHER_free(cipher);
    return out;
}

}  // namespace coldstore
