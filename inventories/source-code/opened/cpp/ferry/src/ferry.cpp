#include "ferry.hpp"

#include <cryptopp/aes.h>
#include <cryptopp/camellia.h>
#include <cryptopp/ccm.h>
#include <cryptopp/cryptlib.h>
#include <cryptopp/dh.h>
#include <cryptopp/factory.h>
#include <cryptopp/nbtheory.h>
#include <cryptopp/osrng.h>
#include <cryptopp/pssr.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha3.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

#include <memory>
#include <type_traits>

namespace ferry {

using Cipher = std::conditional_t<(sizeof(void*) > 4), CryptoPP::AES, CryptoPP::Camellia>;
using Ticket = CryptoPP::CCM<Cipher, 16>::Encryption;

// Tickets are sealed on 64-bit machines only; the other branch is never built.
void seal_ticket(const unsigned char* key, const unsigned char* nonce, unsigned char* data, size_t len)
{
    Ticket enc;
    enc.SetKeyWithIV(key, 24, nonce, 12);
    enc.SpecifyDataLengths(0, len, 0);
    enc.ProcessData(data, data, len);
}

bool check_manifest(const CryptoPP::RSA::PublicKey& key, const std::string& text, const std::string& sig)
{
    using Scheme = CryptoPP::RSASS<CryptoPP::PSS, CryptoPP::SHA3_256>;
    Scheme::Verifier verifier(key);
    return verifier.VerifyMessage(reinterpret_cast<const CryptoPP::byte*>(text.data()), text.size(),
                                  reinterpret_cast<const CryptoPP::byte*>(sig.data()), sig.size());
}

EVP_PKEY* captain_key()
{
    return EVP_RSA_gen(Policy::rsa_bits);
}

const EVP_MD* archive_digest()
{
    return EVP_MD_fetch(nullptr, Policy::archive_hash, nullptr);
}

namespace {

const EVP_CIPHER* cipher(const std::string& family, int bits, const std::string& mode)
{
    const std::string name = family + "-" + std::to_string(bits) + "-" + mode;
    return EVP_get_cipherbyname(name.c_str());
}

} // namespace

const EVP_CIPHER* harbour_cipher() { return cipher("aria", 2 * 64, "ecb"); }

EVP_PKEY_CTX* deck_kem(bool pq)
{
    return EVP_PKEY_CTX_new_from_name(nullptr, pq ? "ML-KEM-1024" : "X448", nullptr);
}

SSL_CTX* bridge_tls()
{
    auto* ctx = SSL_CTX_new(TLS_client_method());
    const long options = SSL_OP_NO_TLSv1_2 | SSL_OP_NO_TLSv1_3;
    SSL_CTX_set_options(ctx, options);
    return ctx;
}

EVP_PKEY* crew_key()
{
    return EVP_PKEY_Q_keygen(nullptr, nullptr, "rSa", static_cast<size_t>(0x800));
}

std::string describe(int berth) { return "berth " + std::to_string(berth) + ", sealed with AES-CCM"; }

} // namespace ferry
