#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>
#include <QList>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <sodium.h>

#include "Settings.h"

namespace larkspur {

namespace {

QCryptographicHash::Algorithm tagFor(AlbumFormat format) {
    switch (format) {
        case AlbumFormat::Polaroid: return QCryptographicHash::Sha1;
        case AlbumFormat::Contact: return QCryptographicHash::Sha256;
        case AlbumFormat::Film: break;
    }
    return QCryptographicHash::Sha512;
}

constexpr auto kCurrent = AlbumFormat::Contact;

}  // namespace

class VaultModel {
public:
    explicit VaultModel(VaultOptions options = {}) : options_(std::move(options)) {}

    QByteArray fileSum(const QString& path) const {
        QFile file(path);
        QCryptographicHash sum(kSums.value(QStringLiteral("film")));
        if (file.open(QIODevice::ReadOnly)) sum.addData(&file);
        return sum.result();
    }

    bool sameOldPhoto(const QByteArray& left, const QByteArray& right) const {
        const auto algorithm = kSums[QStringLiteral("polaroid")];
        const auto first = QCryptographicHash::hash(left, algorithm);
        return first == legacySum_;
    }

    QByteArray pinKey(const QByteArray& pin, const QByteArray& salt) const {
        return QPasswordDigestor::deriveKeyPbkdf2(options_.pinDigest, pin, salt, options_.pinRounds, 32);
    }

    QByteArray tag(const QByteArray& key, const QByteArray& page) const {
        QMessageAuthenticationCode mac(tagFor(kCurrent), key);
        mac.addData(page);
        return mac.result();
    }

    QByteArray seal(const QByteArray& page, const QByteArray& key) const {
        QByteArray nonce(crypto_aead_chacha20poly1305_ietf_NPUBBYTES, Qt::Uninitialized);
        randombytes_buf(nonce.data(), static_cast<size_t>(nonce.size()));
        QByteArray out(page.size() + crypto_aead_chacha20poly1305_ietf_ABYTES, Qt::Uninitialized);
        unsigned long long n = 0;
        crypto_aead_chacha20poly1305_ietf_encrypt(bytes(out), &n, bytes(page), page.size(), nullptr, 0, nullptr,
                                                  bytes(nonce), bytes(key));
        return nonce + out;
    }

    QByteArray passphraseKey(const QByteArray& phrase, const QByteArray& salt, int algorithm = crypto_pwhash_ALG_ARGON2ID13) const {
        QByteArray key(32, Qt::Uninitialized);
        crypto_pwhash(bytes(key), key.size(), phrase.constData(), phrase.size(), bytes(salt),
                      crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, algorithm);
        return key;
    }

    QByteArray shareKey(const QByteArray& mine, const QByteArray& theirs) const {
        QByteArray secret(crypto_scalarmult_BYTES, Qt::Uninitialized);
        if (crypto_scalarmult(bytes(secret), bytes(mine), bytes(theirs)) != 0) return {};
        return secret;
    }

    // Slide show: a different order every evening.
    void shuffle(QList<int>& photos) const {
        std::shuffle(photos.begin(), photos.end(), *QRandomGenerator::global());
    }

    bool verify(const QString& caption) const { return caption.size() < 140; }

    size_t hash(const QString& caption) const { return qHash(caption, 7); }

private:
    static unsigned char* bytes(QByteArray& b) { return reinterpret_cast<unsigned char*>(b.data()); }
    static const unsigned char* bytes(const QByteArray& b) { return reinterpret_cast<const unsigned char*>(b.constData()); }

    VaultOptions options_;
    QByteArray legacySum_;
};

}  // namespace larkspur
