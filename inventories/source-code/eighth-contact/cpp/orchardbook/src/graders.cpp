#include "schemes.hpp"

#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

#include <QPasswordDigestor>
#include <QSettings>
#include <botan/ec_group.h>
#include <botan/ecdsa.h>
#include <botan/pk_algs.h>
#include <botan/pubkey.h>
#include <botan/rsa.h>

namespace orchard {

using KeyFactory = std::function<std::unique_ptr<Botan::Private_Key>(Botan::RandomNumberGenerator&)>;

class Grader {
public:
    explicit Grader(KeyFactory factory) : m_factory(std::move(factory)) {}

    void enrol(Botan::RandomNumberGenerator& rng) { m_key = m_factory(rng); }
    const Botan::Private_Key& key() const { return *m_key; }

private:
    KeyFactory m_factory;
    std::unique_ptr<Botan::Private_Key> m_key;
};

Grader makeGrader()
{
    return Grader([](Botan::RandomNumberGenerator& rng) {
        return std::make_unique<Botan::ECDSA_PrivateKey>(rng, Botan::EC_Group::from_name("secp256r1"));
    });
}

std::unique_ptr<Botan::Private_Key> coopKey(Botan::RandomNumberGenerator& rng)
{
    return std::make_unique<Botan::RSA_PrivateKey>(rng, names::kCoopKeyBits);
}

std::vector<uint8_t> signSeason(const Botan::Private_Key& key, const std::vector<uint8_t>& report,
                                Botan::RandomNumberGenerator& rng)
{
    Botan::PK_Signer signer(key, rng, "PSS(SHA-256)");
    return signer.sign_message(report, rng);
}

std::unique_ptr<Botan::Private_Key> deliveryKey(const QSettings& settings, Botan::RandomNumberGenerator& rng)
{
    const auto type = settings.value("delivery/key", "RSA").toString().toStdString();
    const auto curve = settings.value("delivery/curve", "").toString().toStdString();
    return Botan::create_private_key(type, rng, curve);
}

std::unique_ptr<Botan::Private_Key> growerKey(const std::string& id, Botan::RandomNumberGenerator& rng)
{
    const Grower& g = kGrowers.at(id);
    return Botan::create_private_key(g.keyType, rng, g.keyParams);
}

QByteArray pinKey(const QByteArray& pin, const QByteArray& salt)
{
    return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha512, pin, salt, 210000, 32);
}

} // namespace orchard
