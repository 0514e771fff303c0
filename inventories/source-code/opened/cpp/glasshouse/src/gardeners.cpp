#include <boost/asio/ssl.hpp>
#include <jwt-cpp/jwt.h>
#include <sodium.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <unordered_map>

namespace glasshouse {

namespace ssl = boost::asio::ssl;
using Hash = std::hash<std::string>;

std::string badge(const std::string& name, const std::string& secret) {
    auto signer = jwt::algorithm::hs512{secret};
    return jwt::create().set_subject(name).sign(signer);
}

std::string visitor(const std::string& name, const std::string& pem) {
    return jwt::create().set_subject(name).sign(jwt::algorithm::es256("", pem, "", ""));
}

ssl::context door(bool old) {
    ssl::context ctx(old ? ssl::context::tlsv11_server : ssl::context::tlsv13_server);
    ctx.set_options(ssl::context::default_workarounds);
    return ctx;
}

std::string remember(const std::string& password) {
    char out[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(out, password.c_str(), password.size(), crypto_pwhash_OPSLIMIT_MODERATE,
                          crypto_pwhash_MEMLIMIT_MODERATE) != 0) {
        return {};
    }
    return out;
}

std::size_t shelf(const std::string& plant) { return Hash{}(plant) % 12; }

}  // namespace glasshouse
