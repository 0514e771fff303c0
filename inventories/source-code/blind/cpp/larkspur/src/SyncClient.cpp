#include <QDebug>
#include <QMap>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

#include "Settings.h"

namespace larkspur {

static const QMap<QString, QSsl::SslProtocol> kProtocols{
    {QStringLiteral("tls1.0"), QSsl::TlsV1_0OrLater},
    {QStringLiteral("tls1.2"), QSsl::TlsV1_2OrLater},
    {QStringLiteral("tls1.3"), QSsl::TlsV1_3OrLater},
};

QNetworkRequest albumRequest() {
    QNetworkRequest request(QUrl(QStringLiteral("https://") + stored(QStringLiteral("sync/host"), QString())));
    auto tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(kProtocols.value(stored(QStringLiteral("sync/protocol"), QStringLiteral("tls1.3"))));
    tls.setCiphers(stored(QStringLiteral("sync/suite"), QStringLiteral("TLS_AES_256_GCM_SHA384")));
    request.setSslConfiguration(tls);
    return request;
}

void pairCamera(QSslSocket& socket) {
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    qInfo() << "camera paired, certificate pinned by SHA-256 on the next visit";
}

}  // namespace larkspur
