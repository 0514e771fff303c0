#include <functional>
#include <iostream>
#include <random>
#include <string>

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/property_tree/ini_parser.hpp>
#include <boost/property_tree/ptree.hpp>

#include <openssl/ssl.h>

#include "kestrel/profile.hpp"

namespace asio = boost::asio;
namespace pt = boost::property_tree;
namespace ssl = boost::asio::ssl;

namespace kestrel {
namespace {

pt::ptree settings() {
    pt::ptree tree;
    pt::read_ini("conf/gateway.ini", tree);
    return tree;
}

int protocolNumber(const std::string& text) {
    if (text == "1.1") return TLS1_1_VERSION;
    if (text == "1.2") return TLS1_2_VERSION;
    return TLS1_3_VERSION;
}

ssl::context outbound(ssl::context::method method) {
    ssl::context ctx(method);
    ctx.set_default_verify_paths();
    return ctx;
}

}  // namespace

ssl::context listener() {
    const auto tree = settings();
    ssl::context ctx(ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(ctx.native_handle(), protocolNumber(tree.get<std::string>("listener.tls_min", "1.3")));
    SSL_CTX_set1_groups_list(ctx.native_handle(), tree.get<std::string>("listener.groups").c_str());
    ctx.use_certificate_chain_file("pki/gateway.pem");
    ctx.use_private_key_file("pki/gateway.key", ssl::context::pem);
    return ctx;
}

ssl::context workshopClient() { return outbound(ssl::context::tlsv12_client); }

struct TripDigest {
    void update(int stop, int riders) { total_ += riders; last_ = stop; }
    std::string digest() const { return std::to_string(last_) + ":" + std::to_string(total_); }

private:
    int last_ = 0;
    int total_ = 0;
};

void closeTrip(TripDigest& trip, int stop, int riders) {
    trip.update(stop, riders);
    std::clog << "trip digest " << trip.digest() << " (no TLS for the yard radio, AES comes later)\n";
}

// Reconnect jitter, so that a whole depot does not come back in the same second.
int jitterMs() {
    static std::mt19937 engine{std::random_device{}()};
    return std::uniform_int_distribution<int>(50, 900)(engine);
}

std::size_t shard(const std::string& vehicle) {
    return std::hash<std::string>{}(vehicle) % 16;
}

}  // namespace kestrel
