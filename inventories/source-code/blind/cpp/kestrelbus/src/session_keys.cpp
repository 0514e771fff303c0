#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rsa.h>

#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kestrel/profile.hpp"

namespace kestrel {

using Bytes = std::vector<unsigned char>;

struct Free {
    void operator()(EVP_CIPHER_CTX* p) const { EVP_CIPHER_CTX_free(p); }
    void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
};

class SessionKeys {
public:
    explicit SessionKeys(Profile profile = {}) : profile_(std::move(profile)) {}

    EVP_PKEY* identity() const {
        return EVP_EC_gen(profile_.curve);
    }

    EVP_PKEY* workshop() const {
        return EVP_RSA_gen(kWorkshopModulus);
    }

    Bytes signManifest(const Bytes& manifest) const {
        std::unique_ptr<EVP_PKEY, Free> key(identity());
        std::unique_ptr<EVP_MD_CTX, Free> ctx(EVP_MD_CTX_new());
        Bytes out(256);
        std::size_t n = out.size();
        EVP_DigestSignInit(ctx.get(), nullptr, EVP_sha384(), nullptr, key.get());
        EVP_DigestSign(ctx.get(), out.data(), &n, manifest.data(), manifest.size());
        out.resize(n);
        return out;
    }

    Bytes seal(const Bytes& record, const Bytes& key, const Bytes& nonce) const {
        std::unique_ptr<EVP_CIPHER_CTX, Free> ctx(EVP_CIPHER_CTX_new());
        EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, profile_.recordCipher.c_str(), nullptr);
        EVP_EncryptInit_ex2(ctx.get(), cipher, key.data(), nonce.data(), nullptr);
        Bytes out(record.size() + 16);
        int n = 0;
        EVP_EncryptUpdate(ctx.get(), out.data(), &n, record.data(), static_cast<int>(record.size()));
        EVP_CIPHER_free(cipher);
        return out;
    }

    Bytes openArchive(const Bytes& tape, const Bytes& key, const Bytes& iv) const {
        std::unique_ptr<EVP_CIPHER_CTX, Free> ctx(EVP_CIPHER_CTX_new());
        const EVP_CIPHER* cipher = EVP_get_cipherbyname(archiveCipher(Tier::Workshop));
        EVP_DecryptInit_ex(ctx.get(), cipher, nullptr, key.data(), iv.data());
        Bytes out(tape.size());
        int n = 0;
        EVP_DecryptUpdate(ctx.get(), out.data(), &n, tape.data(), static_cast<int>(tape.size()));
        return out;
    }

    Bytes tag(const Bytes& key, const Bytes& frame) const {
        Bytes out(64);
        EVP_Q_mac(nullptr, "HMAC", nullptr, profile_.tagDigest.c_str(), nullptr, key.data(), key.size(),
                  frame.data(), frame.size(), out.data(), out.size(), nullptr);
        return out;
    }

    Bytes expand(const Bytes& secret, const std::string& info) const {
        std::string digest = "SHA2-";
        digest += std::to_string(kKilo / 4);
        EVP_KDF* kdf = EVP_KDF_fetch(nullptr, "HKDF", nullptr);
        EVP_KDF_CTX* ctx = EVP_KDF_CTX_new(kdf);
        std::array<OSSL_PARAM, 4> params{
            OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, const_cast<unsigned char*>(secret.data()), secret.size()),
            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, const_cast<char*>(info.data()), info.size()),
            OSSL_PARAM_construct_end()};
        Bytes out(32);
        EVP_KDF_derive(ctx, out.data(), out.size(), params.data());
        EVP_KDF_CTX_free(ctx);
        EVP_KDF_free(kdf);
        return out;
    }

private:
    Profile profile_;
};

}  // namespace kestrel
