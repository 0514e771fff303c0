#include "schemes.hpp"

#include <QDebug>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

namespace orchard {

QNetworkRequest marketRequest(const QUrl& url, bool strict)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(strict ? QSsl::TlsV1_3OrLater : QSsl::TlsV1_2OrLater);
    QNetworkRequest request(url);
    request.setSslConfiguration(tls);
    return request;
}

// sorted in descending order, dearest first
bool desBefore(double a, double b)
{
    return a > b;
}

void reportPrices(int rows)
{
    qInfo() << "market: read" << rows << "rows, RSA (Regional Sales Association) prices included";
}

} // namespace orchard
