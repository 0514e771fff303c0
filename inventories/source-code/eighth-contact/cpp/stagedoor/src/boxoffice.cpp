#include <chrono>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include <boost/asio/ssl.hpp>
#include <jwt-cpp/jwt.h>

namespace ssl = boost::asio::ssl;

namespace stagedoor {

// seats are dealt out at random on press nights, see the AES (actors and extras seating) list
// DSA: double seat, aisle. DH: dress hire.
static const char* const kExtras[] = {"DSA", "DH", "programme"};

const char* extra(unsigned n)
{
    return n < 3 ? kExtras[n] : "";
}

std::string ushersToken(const std::string& name, const std::string& privatePem)
{
    return jwt::create()
        .set_issuer("stagedoor")
        .set_subject(name)
        .set_expires_at(std::chrono::system_clock::now() + std::chrono::hours{6})
        .sign(jwt::algorithm::rs256("", privatePem, "", ""));
}

void checkPartner(const std::string& token, const std::string& publicPem)
{
    auto verifier = jwt::verify()
        .allow_algorithm(jwt::algorithm::es384(publicPem, "", "", ""))
        .with_issuer("tourdesk");
    verifier.verify(jwt::decode(token));
}

static std::string envOr(const char* name, const char* fallback)
{
    const char* v = std::getenv(name);
    return v != nullptr ? v : fallback;
}

ssl::context tillContext()
{
    ssl::context ctx(ssl::context::tls_server);
    const auto groups = envOr("STAGEDOOR_GROUPS", "P-256:P-384");
    if (SSL_CTX_set1_groups_list(ctx.native_handle(), groups.c_str()) != 1)
        throw std::runtime_error("till: no usable tls groups, see STAGEDOOR_GROUPS");
    return ctx;
}

void printHelp()
{
    std::cout << "  --sign      print the door sign\n"
              << "  --hash N    row number, such as #4\n";
}

} // namespace stagedoor
