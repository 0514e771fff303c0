#include "suite.hpp"
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <memory>
#include <utility>

using namespace lantern;

namespace {
constexpr std::array<std::pair<const char*, int>, 2> kWraps{{ {"AES-128-CBC", 128}, {"AES-256-CTR", 256} }};
const std::map<std::string, const char*> kDigests = {{"fast", "SHA256"}, {"strong", "SHA3-512"}};
struct Options { std::string group = "P-384"; int rounds = 210000; const char* prf = "SHA256"; };
}

EVP_PKEY* release_key() {
    KeyMaker<Release> maker;
    return maker.direct();
}

EVP_PKEY* long_term_key(const LongTerm& profile) {
    return EVP_RSA_gen(profile.modulus_bits());
}

const EVP_MD* manifest_digest() {
    return DIGEST_OF(384);
}

const EVP_MD* audit_digest(const LongTerm& profile) {
    return EVP_get_digestbyname(profile.digest_name());
}

EVP_MD* strong_digest() {
    return EVP_MD_fetch(nullptr, kDigests.at("strong"), nullptr);
}

EVP_CIPHER* wrap_cipher() {
    return EVP_CIPHER_fetch(nullptr, kWraps[1].first, nullptr);
}

EVP_PKEY* session_key(const Options& options = {}) {
    return EVP_EC_gen(options.group.c_str());
}

int stretch(const char* pass, int n, unsigned char* out, const Options& o = Options{}) {
    return PKCS5_PBKDF2_HMAC(pass, n, nullptr, 0, o.rounds, EVP_get_digestbyname(o.prf), 32, out);
}

EC_KEY* anchor_key() {
    auto key = std::unique_ptr<EC_KEY, decltype(&EC_KEY_free)>(EC_KEY_new_by_curve_name(nid_of(Curve::Large)), EC_KEY_free);
    EC_KEY_generate_key(key.get());
    return key.release();
}

unsigned char* tag(const unsigned char* k, const unsigned char* d, size_t n) {
    auto md = [](bool legacy) { return legacy ? EVP_sha1() : EVP_sha256(); };
    return HMAC(md(false), k, 32, d, n, nullptr, nullptr);
}

class Sealer {
public:
    Sealer() : Sealer("ChaCha20-Poly1305") {}
    explicit Sealer(const char* name) : name_(name) {}
    void open() { cipher_ = EVP_CIPHER_fetch(nullptr, name_, nullptr); }
private:
    const char* name_;
    EVP_CIPHER* cipher_ = nullptr;
};

static int generate(EVP_PKEY** out, int id, int bits) {
    EVP_PKEY_CTX* ctx = EVP_PKEY_CTX_new_id(id, nullptr);
    EVP_PKEY_paramgen_init(ctx);
    EVP_PKEY_CTX_set_dh_paramgen_prime_len(ctx, bits);
    return EVP_PKEY_paramgen(ctx, out);
}

int parameters(EVP_PKEY** out) {
    return generate(out, EVP_PKEY_DH, 1024 * 3);
}

void usage() { puts("lantern: --rsa 1024 uses an RSA key, des is design"); }
