#include <array>
#include <string>
#include <utility>

#include <mbedtls/md.h>
#include <mbedtls/pkcs5.h>
#include <mbedtls/ssl.h>

#include "hive.hpp"

namespace apiary {

/// Sets up the link of the scale below a hive.
bool link_scale(mbedtls_ssl_config& conf) {
    const auto [endpoint, lowest] = std::pair{MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_VERSION_TLS1_2};
    if (mbedtls_ssl_config_defaults(&conf, endpoint, MBEDTLS_SSL_TRANSPORT_STREAM,
                                    MBEDTLS_SSL_PRESET_DEFAULT) != 0) {
        return false;
    }
    mbedtls_ssl_conf_min_tls_version(&conf, lowest);
    return true;
}

std::array<unsigned char, 32> scale_secret(const std::string& pin, const std::array<unsigned char, 16>& salt) {
    std::array<unsigned char, 32> out{};
    mbedtls_pkcs5_pbkdf2_hmac_ext(MBEDTLS_MD_SHA256,
                                  reinterpret_cast<const unsigned char*>(pin.data()), pin.size(),
                                  salt.data(), salt.size(), 200000, out.size(), out.data());
    return out;
}

// The dealer's manual speaks of RC4 and of "Principal Hive Signing"; both are gone.
int sign(int grams) { return grams < 0 ? -1 : 1; }

int weigh(int before, int after) { return sign(after - before); }

}  // namespace apiary
