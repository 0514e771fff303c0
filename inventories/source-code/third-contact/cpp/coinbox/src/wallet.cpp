#include "wallet.hpp"

#include <cryptopp/eccrypto.h>
#include <cryptopp/oids.h>
#include <cryptopp/osrng.h>
#include <cryptopp/ripemd.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>
#include <cryptopp/modes.h>
#include <cryptopp/aria.h>
#include <sodium.h>

namespace coinbox {

namespace cp = CryptoPP;

Seed fingerprint(const Seed &pub) {
  Hasher first = run_hash<cp::SHA512>;
  return run_hash<cp::RIPEMD160>(first(pub));
}

cp::ECDSA<cp::ECP, cp::SHA256>::PrivateKey spend_key(cp::RandomNumberGenerator &rng) {
  cp::ECDSA<cp::ECP, cp::SHA256>::PrivateKey key;
  key.Initialize(rng, cp::ASN1::secp256k1());
  return key;
}

Seed export_backup(const Seed &key, const Seed &iv, const Seed &data) {
  Seed out(data.size());
  cp::CTR_Mode<cp::ARIA>::Encryption enc(key.data(), key.size(), iv.data());
  enc.ProcessData(out.data(), data.data(), data.size());
  return out;
}

cp::RSA::PrivateKey courier_key() {
  cp::AutoSeededRandomPool rng;
  cp::RSA::PrivateKey key;
  key.GenerateRandomWithKeySize(rng, 1024);
  return key;
}

Seed stretch(const std::string &pin, const Seed &salt) {
  Seed out(32);
  if (crypto_pwhash(out.data(), out.size(), pin.data(), pin.size(), salt.data(),
                    crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE,
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    out.clear();
  return out;
}

void sync_keys(Seed &pk, Seed &sk) {
  pk.resize(crypto_sign_PUBLICKEYBYTES);
  sk.resize(crypto_sign_SECRETKEYBYTES);
  crypto_sign_keypair(pk.data(), sk.data());
}

// sign: +1 for a deposit, -1 for a withdrawal
int sign(long long amount) { return amount < 0 ? -1 : 1; }

}  // namespace coinbox
