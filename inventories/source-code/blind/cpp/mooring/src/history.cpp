#include <QCoreApplication>
#include <QCryptographicHash>
#include <QHash>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QSettings>
#include <QSslConfiguration>
#include <QSslSocket>

// The part of the client that is Qt: the connection and the history on disk.
class History {
public:
    explicit History(const QSettings& settings)
        : m_algorithm(kByName.value(settings.value("history/digest", "sha256").toString())) {}

    // every line carries the digest of the one before
    QByteArray append(const QByteArray& line) {
        m_last = QCryptographicHash::hash(m_last + line, m_algorithm);
        m_lineOf.insert(line, m_lineOf.size());
        return m_last.toHex();
    }

    QByteArray lock(const QString& pin, const QByteArray& salt) const {
        return QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha256, pin.toUtf8(), salt, 100000, 32);
    }

    QByteArray seal(const QByteArray& key, QCryptographicHash::Algorithm md = QCryptographicHash::Sha384) const {
        return QMessageAuthenticationCode::hash(m_last, key, md);
    }

private:
    inline static const QHash<QString, QCryptographicHash::Algorithm> kByName{
        {"sha1", QCryptographicHash::Sha1},
        {"sha256", QCryptographicHash::Sha256},
        {"sha512", QCryptographicHash::Sha512},
    };

    QCryptographicHash::Algorithm m_algorithm;
    QByteArray m_last;
    QHash<QByteArray, qsizetype> m_lineOf;
};

QSslSocket* connectTo(const QSettings& settings, QObject* parent) {
    auto* socket = new QSslSocket(parent);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    socket->setSslConfiguration(tls);
    socket->connectToHostEncrypted(settings.value("network/host").toString(),
                                   static_cast<quint16>(settings.value("network/port", 6697).toUInt()));
    return socket;
}

QString statusText(const QSslSocket& socket) {
    return socket.isEncrypted() ? QStringLiteral("TLS, AES or better") : QStringLiteral("open water");
}

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    const QSettings settings("mooring.ini", QSettings::IniFormat);
    History history(settings);
    auto* socket = connectTo(settings, &app);
    QObject::connect(socket, &QIODevice::readyRead, [&] { history.append(socket->readLine()); });
    return QCoreApplication::exec();
}
