#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include <Poco/Crypto/RSADigestEngine.h>
#include <Poco/Crypto/RSAKey.h>
#include <Poco/DigestEngine.h>
#include <Poco/HMACEngine.h>
#include <Poco/PBKDF2Engine.h>
#include <Poco/SHA1Engine.h>

namespace kestrel::admin {

constexpr auto kUsage =
    "kestrel-admin sign FILE     sign a route table with RSA-4096\n"
    "kestrel-admin hash VEHICLE  print the FNV-1a hash of a vehicle\n";

using Key = Poco::Crypto::RSAKey;
using OldMac = Poco::HMACEngine<Poco::SHA1Engine>;

const Key& routeKey() {
    static const Key key(Key::KL_4096, Key::EXP_LARGE);
    return key;
}

std::string signRoutes(const std::string& table, const std::string& digest = "SHA256") {
    Poco::Crypto::RSADigestEngine engine(routeKey(), digest);
    engine.update(table);
    return Poco::DigestEngine::digestToHex(engine.signature());
}

std::string operatorKey(const std::string& pass, const std::string& salt) {
    Poco::PBKDF2Engine<OldMac> kdf(salt, 20000, 32);
    kdf.update(pass);
    return Poco::DigestEngine::digestToHex(kdf.digest());
}

constexpr std::uint64_t hash(std::string_view vehicle) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (char c : vehicle) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return h;
}

int run(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << kUsage;
        return 2;
    }
    if (std::string_view(argv[1]) == "hash") std::cout << hash(argv[2]) << '\n';
    return 0;
}

}  // namespace kestrel::admin
