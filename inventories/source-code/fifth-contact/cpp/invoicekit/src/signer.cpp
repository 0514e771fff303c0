#include "invoice/profile.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace invoice {

using KeyPtr = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using MdCtxPtr = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;
using Bytes = std::vector<unsigned char>;

class KeyFactory {
public:
    explicit KeyFactory(const SigningProfile& profile = kItaly) : profile_(profile) {}

    KeyPtr make() const {
        EVP_PKEY* key = nullptr;
        EVP_PKEY_CTX* ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_RSA, nullptr);
        if (EVP_PKEY_keygen_init(ctx) <= 0 ||
            EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, static_cast<int>(profile_.rsa_bits)) <= 0 ||
            EVP_PKEY_keygen(ctx, &key) <= 0) {
            EVP_PKEY_CTX_free(ctx);
            throw std::runtime_error("could not create the RSA key");
        }
        EVP_PKEY_CTX_free(ctx);
        return KeyPtr(key, EVP_PKEY_free);
    }

private:
    const SigningProfile& profile_;
};

EC_KEY* terminal_key() {
    const SigningProfile& profile = profile_for(Country::Poland);
    EC_KEY* key = EC_KEY_new_by_curve_name(profile.curve_nid);
    if (!key || EC_KEY_generate_key(key) != 1)
        throw std::runtime_error("no terminal key");
    return key;
}

Bytes stamp_receipt(const Bytes& digest) {
    std::unique_ptr<EC_KEY, decltype(&EC_KEY_free)> key(terminal_key(), EC_KEY_free);
    Bytes sig(static_cast<size_t>(ECDSA_size(key.get())));
    unsigned int n = 0;
    ECDSA_sign(0, digest.data(), static_cast<int>(digest.size()), sig.data(), &n, key.get());
    sig.resize(n);
    return sig;
}

class InvoiceSigner {
public:
    InvoiceSigner(KeyPtr key, std::string digest) : key_(std::move(key)), digest_(std::move(digest)) {}

    Bytes sign(const std::string& xml) const {
        MdCtxPtr ctx(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        EVP_PKEY_CTX* pctx = nullptr;
        if (EVP_DigestSignInit_ex(ctx.get(), &pctx, digest_.c_str(), nullptr, nullptr, key_.get(), nullptr) != 1)
            throw std::runtime_error("sign");
        EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PSS_PADDING);
        size_t n = 0;
        EVP_DigestSign(ctx.get(), nullptr, &n, reinterpret_cast<const unsigned char*>(xml.data()), xml.size());
        Bytes sig(n);
        EVP_DigestSign(ctx.get(), sig.data(), &n, reinterpret_cast<const unsigned char*>(xml.data()), xml.size());
        return sig;
    }

private:
    KeyPtr key_;
    std::string digest_;
};

InvoiceSigner default_signer() {
    return InvoiceSigner(KeyFactory().make(), kItaly.digest);
}

using DigestFn = std::function<const EVP_MD*()>;

static Bytes fingerprint(const std::string& text, const DigestFn& fn) {
    Bytes out(EVP_MAX_MD_SIZE);
    unsigned int n = 0;
    EVP_Digest(text.data(), text.size(), out.data(), &n, fn(), nullptr);
    out.resize(n);
    return out;
}

Bytes number_of(const std::string& text) { return fingerprint(text, EVP_sha3_256); }
Bytes old_number_of(const std::string& text) {
    return fingerprint(text, [] { return EVP_sha1(); });
}

bool verify(const std::string& vat_number) { return vat_number.size() > 8; }

}  // namespace invoice
