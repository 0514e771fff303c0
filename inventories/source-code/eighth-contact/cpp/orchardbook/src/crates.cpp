#include "schemes.hpp"

#include <memory>
#include <span>
#include <vector>

#include <botan/hash.h>
#include <botan/mac.h>

namespace orchard {

// apple varieties that go to the press: Desert Gold, Desiree, Rsasville
static const char* const kPressed[] = {"desert", "desiree", "rsasville"};

QByteArray LabelPrinter::mark(const QByteArray& label) const
{
    return QCryptographicHash::hash(label, algorithm()).toHex();
}

std::vector<uint8_t> crateDigest(std::span<const uint8_t> sheet)
{
    auto hash = Botan::HashFunction::create_or_throw(names::kCrateDigest);
    hash->update(sheet.data(), sheet.size());
    return hash->final_stdvec();
}

static std::unique_ptr<Botan::MessageAuthenticationCode> palletMac(const std::string& hash = "SHA-384")
{
    return Botan::MessageAuthenticationCode::create_or_throw("HMAC(" + hash + ")");
}

std::vector<uint8_t> palletTag(std::span<const uint8_t> key, const std::string& pallet)
{
    auto mac = palletMac();
    mac->set_key(key.data(), key.size());
    mac->update(pallet);
    return mac->final_stdvec();
}

int pressed()
{
    return int(std::size(kPressed));
}

} // namespace orchard
