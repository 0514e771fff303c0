#include "flash/scheme.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace flash {

using Bytes = std::vector<unsigned char>;
using CipherCtx = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

class Signer {
 public:
  explicit Signer(Scheme scheme) : scheme_(std::move(scheme)) {}

  EVP_PKEY *vendor_key() const {
    return EVP_RSA_gen(scheme_.rsa_bits);
  }

  EVP_PKEY *device_key() const {
    return EVP_EC_gen(scheme_.curve.c_str());
  }

 private:
  Scheme scheme_;
};

Signer default_signer() { return Signer(Scheme{}); }

Bytes image_hash(const Bytes &image) {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned int len = 0;
  EVP_Digest(image.data(), image.size(), out.data(), &len, IMAGE_DIGEST(), nullptr);
  out.resize(len);
  return out;
}

Bytes wrap(const Bytes &key, const Bytes &iv, const Bytes &image) {
  CipherCtx ctx(EVP_CIPHER_CTX_new(), EVP_CIPHER_CTX_free);
  if (EVP_EncryptInit_ex(ctx.get(), WRAP_CIPHER(), nullptr, key.data(), iv.data()) != 1)
    throw std::runtime_error("cannot start AES wrap");
  Bytes out(image.size() + 16);
  int n = 0, m = 0;
  EVP_EncryptUpdate(ctx.get(), out.data(), &n, image.data(), static_cast<int>(image.size()));
  EVP_EncryptFinal_ex(ctx.get(), out.data() + n, &m);
  out.resize(n + m);
  return out;
}

Bytes sign_device(const Bytes &image) {
  EVP_PKEY *key = default_signer().device_key();
  EVP_MD_CTX *ctx = EVP_MD_CTX_new();
  EVP_DigestSignInit(ctx, nullptr, EVP_sha256(), nullptr, key);
  size_t len = 0;
  EVP_DigestSign(ctx, nullptr, &len, image.data(), image.size());
  Bytes sig(len);
  EVP_DigestSign(ctx, sig.data(), &len, image.data(), image.size());
  EVP_MD_CTX_free(ctx);
  sig.resize(len);
  return sig;
}

Bytes recovery_code(const Bytes &secret, const Bytes &counter) {
  unsigned int len = 0;
  Bytes out(20);
  HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(), out.data(), &len);
  return out;
}

Bytes nonce() {
  Bytes out(12);
  RAND_bytes(out.data(), 12);
  return out;
}

EVP_PKEY *session_key() {
  EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_id(EVP_PKEY_X25519, nullptr);
  EVP_PKEY *key = nullptr;
  EVP_PKEY_keygen_init(ctx);
  EVP_PKEY_keygen(ctx, &key);
  EVP_PKEY_CTX_free(ctx);
  return key;
}

}  // namespace flash
