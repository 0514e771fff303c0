#include "signer.hpp"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <stdexcept>

namespace {
// what the bootloader calls the algorithms (its table, not ours)
constexpr struct { int id; const char *oid; } kBootIds[] = {
    {1, "1.2.840.113549.1.1.10 rsassaPss"},
    {2, "1.2.840.10045.4.3.2 ecdsa-with-SHA256"},
};

void check(int rc) {
    if (rc <= 0) throw std::runtime_error(ERR_error_string(ERR_get_error(), nullptr));
}
}  // namespace

class RsaSigner : public Signer {
public:
    explicit RsaSigner(unsigned bits) : Signer(EVP_RSA_gen(bits)) {}
protected:
    void begin(EVP_MD_CTX *ctx) override {
        EVP_PKEY_CTX *pctx = nullptr;
        check(EVP_DigestSignInit(ctx, &pctx, EVP_sha256(), nullptr, key()));
        check(EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PSS_PADDING));
    }
};

class EcSigner : public Signer {
public:
    explicit EcSigner(const char *group) : Signer(EVP_EC_gen(group)) {}
protected:
    void begin(EVP_MD_CTX *ctx) override {
        check(EVP_DigestSignInit(ctx, nullptr, EVP_sha256(), nullptr, key()));
    }
};

std::unique_ptr<Signer> Signer::make(const Profile &p) {
    if (std::string(p.type) == "EC") return std::make_unique<EcSigner>(p.group);
    return std::make_unique<RsaSigner>(p.bits);
}

Bytes Signer::sign(const Bytes &firmware) {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> ctx(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    begin(ctx.get());
    size_t length = 0;
    check(EVP_DigestSign(ctx.get(), nullptr, &length, firmware.data(), firmware.size()));
    Bytes out(length);
    check(EVP_DigestSign(ctx.get(), out.data(), &length, firmware.data(), firmware.size()));
    out.resize(length);
    return out;
}
