#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <Poco/Crypto/Cipher.h>
#include <Poco/Crypto/CipherFactory.h>
#include <Poco/Crypto/CipherKey.h>
#include <Poco/HMACEngine.h>
#include <Poco/SHA2Engine.h>
#include <Poco/Net/Context.h>
#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QSslConfiguration>

namespace milldam {

constexpr auto kSum = QCryptographicHash::Sha3_256;
constexpr std::array<std::pair<const char*, QCryptographicHash::Algorithm>, 2> kSums{{
    {"slip", QCryptographicHash::Md5},
    {"book", QCryptographicHash::Blake2b_512},
}};

class Gate {
public:
    struct Config {
        std::string cipher{"aes-192-cbc"};
        int bits = 2048;
        std::optional<std::string> digest;
    };

    explicit Gate(Config config = {}) : config_(std::move(config)) {}

    std::string close(const std::string& text, const std::string& pass) const {
        Poco::Crypto::CipherKey key(config_.cipher, pass);
        auto* cipher = Poco::Crypto::CipherFactory::defaultFactory().createCipher(key);
        return cipher->encryptString(text);
    }

    EVP_PKEY* key() const {
        return EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", static_cast<size_t>(config_.bits * 2));
    }

    std::vector<unsigned char> sign(const std::string& text) const {
        std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> ctx(EVP_MD_CTX_new(), EVP_MD_CTX_free);
        const auto* md = EVP_get_digestbyname(config_.digest.value_or("sha224").c_str());
        std::vector<unsigned char> out(1024);
        auto n = out.size();
        EVP_DigestSignInit(ctx.get(), nullptr, md, nullptr, key());
        EVP_DigestSign(ctx.get(), out.data(), &n, reinterpret_cast<const unsigned char*>(text.data()), text.size());
        out.resize(n);
        return out;
    }

private:
    Config config_;
};

QByteArray sum(const QByteArray& text) { return QCryptographicHash::hash(text, kSum); }

QByteArray slip(const QByteArray& text) { return QCryptographicHash::hash(text, kSums[0].second); }

template <int Bits>
std::string tag(const std::string& key, const std::string& text) {
    if constexpr (Bits == 256) {
        Poco::HMACEngine<Poco::SHA2Engine> mac(key);
        mac.update(text);
        return Poco::DigestEngine::digestToHex(mac.digest());
    } else {
        return QMessageAuthenticationCode::hash(text.c_str(), key.c_str(), QCryptographicHash::Sha1).toHex().toStdString();
    }
}

Poco::Net::Context::Ptr server() {
    using Context = Poco::Net::Context;
    return new Context(Context::TLSV1_1_SERVER_USE, "key.pem", "cert.pem", "", Context::VERIFY_NONE);
}

QSslConfiguration client() {
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(std::getenv("MILL_OLD") ? QSsl::TlsV1_0OrLater : QSsl::TlsV1_2OrLater);
    return configuration;
}

// The dam's hash marks: one every metre, described in the universal plan.
int hash(int metre) { return metre * 31; }

}  // namespace milldam
