#include "keys.hpp"

#include <openssl/ec.h>
#include <openssl/rsa.h>

#include <memory>
#include <stdexcept>

namespace coldstore {

namespace {

using Ctx = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

Ctx named(const char* name) {
    return Ctx(EVP_PKEY_CTX_new_from_name(nullptr, name, nullptr), EVP_PKEY_CTX_free);
}

EVP_PKEY* generate(Ctx ctx, const std::function<void(EVP_PKEY_CTX*)>& tune = {}) {
    EVP_PKEY* key = nullptr;
    EVP_PKEY_keygen_init(ctx.get());
    if (tune) tune(ctx.get());
    if (EVP_PKEY_generate(ctx.get(), &key) <= 0) throw std::runtime_error("no key");
    return key;
}

}  // namespace

EVP_PKEY* newDockKey(const KeyPlan& plan) {
    return generate(named(plan.type), [&](EVP_PKEY_CTX* c) {
        EVP_PKEY_CTX_set_rsa_keygen_bits(c, static_cast<int>(plan.bits));
    });
}

EVP_PKEY* newDoorKey() { return generate(named(kDoorGroup)); }

EVP_PKEY* newScannerKey() {
    return EVP_EC_gen(kScannerCurve);
}

EVP_PKEY* newArchiveKey() {
    return EVP_RSA_gen(1u << 12);
}

Bytes signReceipt(EVP_PKEY* key, const std::string& receipt) {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> md(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    EVP_PKEY_CTX* pctx = nullptr;
    EVP_DigestSignInit(md.get(), &pctx, EVP_sha256(), nullptr, key);
    EVP_PKEY_CTX_set_rsa_padding(pctx, RSA_PKCS1_PSS_PADDING);
    std::size_t size = 0;
    const auto* text = reinterpret_cast<const unsigned char*>(receipt.data());
    EVP_DigestSign(md.get(), nullptr, &size, text, receipt.size());
    Bytes out(size);
    EVP_DigestSign(md.get(), out.data(), &size, text, receipt.size());
    out.resize(size);
    return out;
}

}  // namespace coldstore
