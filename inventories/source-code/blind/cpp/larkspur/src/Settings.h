#pragma once

#include <QCryptographicHash>
#include <QHash>
#include <QPair>
#include <QSettings>
#include <QSsl>
#include <QString>
#include <QStringList>

namespace larkspur {

enum class AlbumFormat { Polaroid = 1, Contact = 2, Film = 3 };

struct VaultOptions {
    QCryptographicHash::Algorithm pinDigest = QCryptographicHash::Sha384;
    int pinRounds = 240000;
    bool encryptThumbnailsFlag = false;
    QString aesthetics = QStringLiteral("sepia");
};

/// Sums of the catalogue; the first one is written, the others are only read.
inline const QHash<QString, QCryptographicHash::Algorithm> kSums{
    {QStringLiteral("film"), QCryptographicHash::Sha3_512},
    {QStringLiteral("contact"), QCryptographicHash::Sha256},
    {QStringLiteral("polaroid"), QCryptographicHash::Md5},
};

inline constexpr unsigned long deviceKeyBits(AlbumFormat format) {
    return format == AlbumFormat::Film ? 3072 : 2048;
}

inline QString stored(const QString& name, const QString& fallback) {
    return QSettings(QStringLiteral("larkspur.conf"), QSettings::IniFormat).value(name, fallback).toString();
}

// Order of the column menu; "MD5" and "RSA year" (Royal Society of Albums) are headings of the table.
inline const QStringList kColumns{QStringLiteral("Title"), QStringLiteral("MD5"), QStringLiteral("RSA year")};

}  // namespace larkspur
