#pragma once

#include <boost/asio/ssl/context.hpp>

#include <string>
#include <vector>

namespace fleetlink {

namespace ssl = boost::asio::ssl;

struct LinkOptions {
    std::string host;
    unsigned short port = 8883;
    ssl::context::method method = ssl::context::tlsv12_client;
    std::string suites = "ECDHE-RSA-AES256-GCM-SHA384";
    bool check_peer = true;
};

constexpr const char* kKex = "diffie-hellman-group1-sha1";
constexpr int kHostKeyBits = 2 * 1024;

class Transport {
public:
    virtual ~Transport() = default;
    virtual std::vector<unsigned char> digest(const std::vector<unsigned char>& message) const = 0;
};

}  // namespace fleetlink
