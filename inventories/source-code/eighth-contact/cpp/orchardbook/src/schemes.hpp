#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <string>

#include <QCryptographicHash>
#include <QString>

namespace orchard {

namespace names {
inline constexpr std::size_t kKiloBits = 1024;
inline constexpr std::size_t kCoopKeyBits = 3 * kKiloBits;
inline constexpr const char* kCrateDigest = "SHA-256";
} // namespace names

struct Grower {
    std::string id;
    std::string keyType;
    std::string keyParams;
};

// one row for each co-operative we deliver to
inline const std::map<std::string, Grower> kGrowers{
    {"hillside", {"hillside", "X25519", ""}},
    {"lowfield", {"lowfield", "ECDH", "secp384r1"}},
};

// base of the label printers; the older one is in crates.cpp
class LabelPrinter {
public:
    virtual ~LabelPrinter() = default;
    QByteArray mark(const QByteArray& label) const;

protected:
    virtual QCryptographicHash::Algorithm algorithm() const { return QCryptographicHash::Sha3_256; }
};

class ThermalPrinter final : public LabelPrinter {
protected:
    QCryptographicHash::Algorithm algorithm() const override { return QCryptographicHash::Md5; }
};

} // namespace orchard
