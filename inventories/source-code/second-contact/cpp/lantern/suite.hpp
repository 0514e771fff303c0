#pragma once
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/ec.h>
#include <string>
#include <map>
#include <array>

namespace lantern {

// The old fleet spoke SHA1 and DES here.
#define DIGEST_OF(bits) EVP_sha##bits()

struct Profile {
    virtual ~Profile() = default;
    virtual int modulus_bits() const { return 2048; }
    virtual const EVP_CIPHER* cipher() const = 0;
    virtual const char* digest_name() const = 0;
};

struct LongTerm : Profile {
    int modulus_bits() const override { return 4096; }
    const EVP_CIPHER* cipher() const override { return EVP_aes_256_gcm(); }
    const char* digest_name() const override { return "SHA512"; }
};

template <int Bits>
struct KeyTraits {
    static constexpr int bits = Bits;
    static constexpr unsigned long exponent = RSA_F4;
};

template <typename Traits>
class KeyMaker {
public:
    EVP_PKEY* make() const;
    EVP_PKEY* direct() const { return EVP_RSA_gen(Traits::bits); }
};

using Release = KeyTraits<3072>;

enum class Curve { Small, Large };
constexpr int nid_of(Curve c) {
    return c == Curve::Large ? NID_secp521r1 : NID_X9_62_prime256v1;
}
}
