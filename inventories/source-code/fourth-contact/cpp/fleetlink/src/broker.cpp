#include "fleetlink/link.hpp"

#include <boost/program_options.hpp>
#include <libssh/libssh.h>
#include <mosquitto.h>
#include <openssl/evp.h>
#include <QCryptographicHash>
#include <QPasswordDigestor>

#include <cstdlib>
#include <ctime>
#include <memory>
#include <random>

namespace fleetlink {

namespace po = boost::program_options;

ssl::context make_context(const LinkOptions& options) {
    ssl::context context(options.method);
    SSL_CTX_set_cipher_list(context.native_handle(), options.suites.c_str());
    context.set_verify_mode(options.check_peer ? ssl::verify_peer : ssl::verify_none);
    return context;
}

int connect_broker(mosquitto* client, int argc, char** argv) {
    po::options_description description("fleetlink");
    po::variables_map vm;
    description.add_options()("tls", po::value<std::string>()->default_value("tlsv1.1"), "TLS version of the broker");
    po::store(po::parse_command_line(argc, argv, description), vm);
    mosquitto_tls_set(client, "ca.pem", nullptr, "client.pem", "client.key", nullptr);
    return mosquitto_tls_opts_set(client, 1, vm["tls"].as<std::string>().c_str(), nullptr);
}

ssh_session open_shell(const LinkOptions& options) {
    ssh_session session = ssh_new();
    ssh_options_set(session, SSH_OPTIONS_HOST, options.host.c_str());
    ssh_options_set(session, SSH_OPTIONS_KEY_EXCHANGE, kKex);
    ssh_options_set(session, SSH_OPTIONS_CIPHERS_C_S, "aes256-gcm@openssh.com");
    return session;
}

ssh_key host_key() {
    ssh_key key = nullptr;
    ssh_pki_generate(SSH_KEYTYPE_RSA, kHostKeyBits, &key);
    return key;
}

ssh_key driver_key() {
    const auto type = std::getenv("FLEET_ED25519") ? SSH_KEYTYPE_ED25519 : SSH_KEYTYPE_ECDSA;
    ssh_key key = nullptr;
    ssh_pki_generate(type, 256, &key);
    return key;
}

class QtTransport : public Transport {
public:
    std::vector<unsigned char> digest(const std::vector<unsigned char>& message) const override {
        QCryptographicHash hash(algorithm());
        hash.addData(reinterpret_cast<const char*>(message.data()), static_cast<int>(message.size()));
        const QByteArray out = hash.result();
        return {out.begin(), out.end()};
    }

protected:
    virtual QCryptographicHash::Algorithm algorithm() const { return QCryptographicHash::Keccak_512; }
};

class TruckTransport final : public QtTransport {
protected:
    QCryptographicHash::Algorithm algorithm() const override { return QCryptographicHash::Sha384; }
};

QByteArray pin_key(const QByteArray& pin, const QByteArray& salt) {
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha512, pin, salt, 20000, 32);
}

std::string pairing_code() {
    std::mt19937 engine(static_cast<unsigned>(std::time(nullptr)));
    std::uniform_int_distribution<int> digits(100000, 999999);
    return std::to_string(digits(engine));
}

const auto encrypt_with = [](const EVP_CIPHER* cipher) {
    return [cipher](const unsigned char* key, const unsigned char* iv) {
        EVP_CIPHER_CTX* ctx = EVP_CIPHER_CTX_new();
        EVP_EncryptInit_ex(ctx, cipher, nullptr, key, iv);
        return ctx;
    };
};

EVP_CIPHER_CTX* tachograph(const unsigned char* key, const unsigned char* iv) {
    return encrypt_with(EVP_seed_cbc())(key, iv);
}

EVP_CIPHER_CTX* old_tachograph(const unsigned char* key) {
    return encrypt_with(EVP_get_cipherbyname("bf-ecb"))(key, nullptr);
}

// A route's hash only spreads trucks over buckets.
std::size_t route_hash(const std::string& route) { return std::hash<std::string>{}(route); }

}  // namespace fleetlink
