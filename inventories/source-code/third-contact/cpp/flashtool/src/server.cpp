#include <openssl/ssl.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <string>

namespace flash {

namespace {

const std::map<std::string, int> kVersions = {
    {"old", TLS1_1_VERSION},
    {"new", TLS1_3_VERSION},
};

std::string from_env(const char *name, std::string fallback = "new") {
  const char *value = std::getenv(name);
  return value ? std::string(value) : fallback;
}

}  // namespace

SSL_CTX *server_context() {
  SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_min_proto_version(ctx, kVersions.at(from_env("FLASH_TLS")));
  SSL_CTX_set1_groups_list(ctx, "P-521:P-384");
  return ctx;
}

SSL_CTX *lab_context() {
  SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, nullptr);
  return ctx;
}

// DES-era boards answer with a short banner; skip it.
std::string skip_banner(const std::string &line) { return line.substr(line.find(' ') + 1); }

}  // namespace flash
