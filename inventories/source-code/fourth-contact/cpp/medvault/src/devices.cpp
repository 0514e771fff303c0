#include "suite.h"

#include <mbedtls/cmac.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdh.h>
#include <mbedtls/gcm.h>
#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/rsa.h>
#include <sodium.h>

#include <array>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace medvault {

enum class Device { Pump, Scanner, Legacy };

namespace {

const std::map<Device, mbedtls_md_type_t> kDigests = {
    {Device::Pump, MBEDTLS_MD_SHA256},
    {Device::Scanner, MBEDTLS_MD_SHA512},
    {Device::Legacy, MBEDTLS_MD_RIPEMD160},
};

template <Device D>
struct Traits {
    static constexpr unsigned bits = 3072;
    static constexpr mbedtls_ecp_group_id group = MBEDTLS_ECP_DP_SECP384R1;
};

template <>
struct Traits<Device::Legacy> {
    static constexpr unsigned bits = 1024;
    static constexpr mbedtls_ecp_group_id group = MBEDTLS_ECP_DP_SECP256K1;
};

}  // namespace

void fingerprint(const std::vector<unsigned char>& firmware, unsigned char* out) {
    mbedtls_md(mbedtls_md_info_from_type(kDigests.at(Device::Legacy)), firmware.data(), firmware.size(), out);
}

int scanner_tag(const unsigned char* key, const std::string& frame, unsigned char* out) {
    const auto* info = mbedtls_md_info_from_type(kDigests.at(Device::Scanner));
    return mbedtls_md_hmac(info, key, 64, reinterpret_cast<const unsigned char*>(frame.data()), frame.size(), out);
}

int seal_frame(mbedtls_gcm_context* gcm, const unsigned char* key) {
    mbedtls_gcm_init(gcm);
    return mbedtls_gcm_setkey(gcm, MBEDTLS_CIPHER_ID_CAMELLIA, key, MEDVAULT_RECORD_BITS);
}

template <Device D>
int device_key(mbedtls_pk_context* pk, mbedtls_ctr_drbg_context* drbg) {
    if (int rc = mbedtls_pk_setup(pk, mbedtls_pk_info_from_type(MBEDTLS_PK_RSA)); rc != 0)
        return rc;
    return mbedtls_rsa_gen_key(mbedtls_pk_rsa(*pk), mbedtls_ctr_drbg_random, drbg, Traits<D>::bits, 65537);
}

int legacy_key(mbedtls_pk_context* pk, mbedtls_ctr_drbg_context* drbg) {
    return device_key<Device::Legacy>(pk, drbg);
}

int pair_pump(mbedtls_ecp_group* grp, mbedtls_mpi* d, mbedtls_ecp_point* q, mbedtls_ctr_drbg_context* drbg) {
    mbedtls_ecp_group_load(grp, Traits<Device::Pump>::group);
    return mbedtls_ecdh_gen_public(grp, d, q, mbedtls_ctr_drbg_random, drbg);
}

class Bedside {
public:
    Bedside() {
        if (sodium_init() < 0)
            throw std::runtime_error("libsodium: salsa20 not available");
        crypto_kx_keypair(public_.data(), secret_.data());
    }

    std::vector<unsigned char> post(const std::string& note, const unsigned char* peer) const {
        std::vector<unsigned char> out(note.size() + crypto_box_SEALBYTES);
        crypto_box_seal(out.data(), reinterpret_cast<const unsigned char*>(note.data()), note.size(), peer);
        return out;
    }

    void token(std::array<unsigned char, 32>& out) const { randombytes_buf(out.data(), out.size()); }

    std::array<unsigned char, 32> room(const std::string& name) const {
        std::array<unsigned char, 32> out{};
        crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(name.data()), name.size(), nullptr, 0);
        return out;
    }

private:
    std::array<unsigned char, crypto_kx_PUBLICKEYBYTES> public_{};
    std::array<unsigned char, crypto_kx_SECRETKEYBYTES> secret_{};
};

}  // namespace medvault
