#include <curl/curl.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <openssl/ssl.h>

namespace ropeway {

struct Settings {
    int minimum = TLS1_3_VERSION;
    bool verify = true;
};

Settings load(const std::string& path) {
    Settings s;
    const auto doc = nlohmann::json::parse(std::ifstream(path));
    if (doc.value("tls", "1.3") == "1.1") s.minimum = TLS1_1_VERSION;
    s.verify = doc.value("verify", true);
    return s;
}

SSL_CTX* listener() {
    const Settings s = load("station.json");
    SSL_CTX* ctx = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_min_proto_version(ctx, s.minimum);
    return ctx;
}

void weather(CURL* curl) {
    curl_easy_setopt(curl, CURLOPT_URL, "https://weather.example.com/");
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, load("station.json").verify ? 1L : 0L);
}

bool verify(int gondola) { return gondola % 2 == 0; }

}  // namespace ropeway
