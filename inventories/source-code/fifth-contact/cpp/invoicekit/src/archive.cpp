#include "invoice/profile.hpp"

#include <cryptopp/aes.h>
#include <cryptopp/camellia.h>
#include <cryptopp/ccm.h>
#include <cryptopp/eax.h>
#include <cryptopp/filters.h>
#include <cryptopp/hkdf.h>
#include <cryptopp/modes.h>
#include <cryptopp/osrng.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>
#include <cryptopp/xed25519.h>

#include <fstream>
#include <nlohmann/json.hpp>

using namespace CryptoPP;

namespace invoice {

template <class Cipher, template <class> class Mode>
class Sealer {
public:
    explicit Sealer(unsigned key_bytes = Cipher::DEFAULT_KEYLENGTH) : key_(key_bytes), iv_(Cipher::BLOCKSIZE) {
        AutoSeededRandomPool pool;
        pool.GenerateBlock(key_, key_.size());
        pool.GenerateBlock(iv_, iv_.size());
    }

    std::string operator()(const std::string& plain) {
        typename Mode<Cipher>::Encryption enc(key_, key_.size(), iv_);
        std::string out;
        StringSource(plain, true, new StreamTransformationFilter(enc, new StringSink(out)));
        return out;
    }

private:
    SecByteBlock key_;
    SecByteBlock iv_;
};

std::string monthly(const std::string& ledger) {
    return Sealer<AES, CTR_Mode>(kArchiveKeyBytes)(ledger);
}

std::string yearly(const std::string& ledger) { return Sealer<Camellia, CBC_Mode>()(ledger); }

struct ArchiveOptions {
    std::string hash = "sha1";
    unsigned bits = 1024;
    bool wrap_oaep = true;
};

ArchiveOptions read_options(const std::string& path) {
    ArchiveOptions o;
    const auto doc = nlohmann::json::parse(std::ifstream(path));
    const auto& archive = doc.at("archive");
    o.hash = archive.value("hash", o.hash);
    o.bits = archive.value("wrapBits", o.bits);
    return o;
}

RSA::PrivateKey wrap_key(RandomNumberGenerator& rng) {
    const ArchiveOptions options = read_options("conf/invoice.json");
    RSA::PrivateKey key;
    key.GenerateRandomWithKeySize(rng, options.bits);
    return key;
}

std::string wrap(const SecByteBlock& secret, RandomNumberGenerator& rng) {
    RSAES<OAEP<SHA256>>::Encryptor enc{RSA::PublicKey(wrap_key(rng))};
    std::string out;
    StringSource(secret, secret.size(), true, new PK_EncryptorFilter(rng, enc, new StringSink(out)));
    return out;
}

std::unique_ptr<HashTransformation> digest_from(const ArchiveOptions& options) {
    if (options.hash == "sha512")
        return std::make_unique<SHA512>();
    return std::make_unique<SHA1>();
}

void expand(SecByteBlock& out, const SecByteBlock& secret) {
    HKDF<SHA384> kdf;
    kdf.DeriveKey(out, out.size(), secret, secret.size(), nullptr, 0, nullptr, 0);
}

std::string sign_bundle(RandomNumberGenerator& rng, const std::string& bundle) {
    ed25519::Signer signer;
    signer.AccessPrivateKey().GenerateRandom(rng);
    std::string sig;
    StringSource(bundle, true, new SignerFilter(rng, signer, new StringSink(sig)));
    return sig;
}

}  // namespace invoice
