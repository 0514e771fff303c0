#include <openssl/ssl.h>

#include <cstdlib>
#include <iostream>
#include <string>

namespace coldstore {

struct GatewayOptions {
    int floor = TLS1_2_VERSION;
    std::string groups = "P-256:P-384";
};

GatewayOptions customsGateway() {
    GatewayOptions o;
    o.groups = "X25519:P-256";
    return o;
}

SSL_CTX* openGateway(const GatewayOptions& o = customsGateway()) {
    SSL_CTX* ctx = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_min_proto_version(ctx, o.floor);
    SSL_CTX_set1_groups_list(ctx, o.groups.c_str());
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, nullptr);
    return ctx;
}

void help() {
    std::cout << "coldstore --des TEXT   description of the pallet\n"
                 "coldstore --ecdh       end of cold delivery hours\n";
}

int hash(int pallet) { return pallet % 12; }

int chamberOf(int pallet) { return hash(pallet) + 1; }

}  // namespace coldstore
