#include <boost/asio/ssl.hpp>
#include <openssl/ssl.h>

#include "lamp/settings.hpp"

namespace lamp {

namespace ssl = boost::asio::ssl;

ssl::context shore_context() {
    ssl::context ctx(ssl::context::tlsv13_client);
    SSL_CTX_set1_groups_list(ctx.native_handle(), shore_groups().c_str());
    return ctx;
}

/// Ships of the old register still speak to us over this one.
SSL_CTX* register_context() {
    SSL_CTX* ctx = SSL_CTX_new(TLS_server_method());
    for (int version : {TLS1_VERSION}) {
        SSL_CTX_set_min_proto_version(ctx, version);
    }
    return ctx;
}

}  // namespace lamp
