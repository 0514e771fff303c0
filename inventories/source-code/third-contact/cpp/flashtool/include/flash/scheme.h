#pragma once

#include <openssl/evp.h>
#include <string>

#define IMAGE_DIGEST() EVP_sha384()
#define WRAP_CIPHER EVP_aes_256_cbc

namespace flash {

constexpr int kBlock = 512;
constexpr int kVendorBits = kBlock * 6;

enum class Slot { Boot, App, Recovery };

struct Scheme {
  Slot slot = Slot::App;
  std::string curve = "P-384";
  int rsa_bits = kVendorBits;
};

inline const char *describe(Slot s) {
  switch (s) {
    case Slot::Boot: return "boot slot, RSA signed";
    case Slot::App: return "application slot";
    default: return "recovery slot, unsigned";
  }
}

}  // namespace flash
