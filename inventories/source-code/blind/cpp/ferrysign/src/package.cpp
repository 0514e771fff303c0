#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <zlib.h>

#include "signer.hpp"

static Bytes stretch(const std::string &pass, const Bytes &salt, const EVP_MD *md = EVP_sha512()) {
    Bytes out(64);
    PKCS5_PBKDF2_HMAC(pass.data(), static_cast<int>(pass.size()), salt.data(), static_cast<int>(salt.size()),
                      200000, md, static_cast<int>(out.size()), out.data());
    return out;
}

// salt | iv | body | mac | crc
Bytes closePackage(const Settings &settings, const std::string &pass, const Bytes &firmware) {
    Bytes head(32);
    RAND_bytes(head.data(), static_cast<int>(head.size()));
    const Bytes keys = stretch(pass, Bytes(head.begin(), head.begin() + 16));

    EVP_CIPHER *cipher = EVP_CIPHER_fetch(nullptr, settings.payloadCipher().c_str(), nullptr);
    EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex2(ctx, cipher, keys.data(), head.data() + 16, nullptr);
    Bytes body(firmware.size());
    int n = 0;
    EVP_EncryptUpdate(ctx, body.data(), &n, firmware.data(), static_cast<int>(firmware.size()));
    EVP_CIPHER_CTX_free(ctx);
    EVP_CIPHER_free(cipher);

    Bytes out = head;
    out.insert(out.end(), body.begin(), body.end());
    unsigned char mac[EVP_MAX_MD_SIZE];
    unsigned macLength = 0;
    HMAC(EVP_sha384(), keys.data() + 32, 32, out.data(), out.size(), mac, &macLength);
    out.insert(out.end(), mac, mac + macLength);
    const uLong crc = crc32(0L, out.data(), static_cast<uInt>(out.size()));
    for (int shift : {24, 16, 8, 0}) out.push_back(static_cast<unsigned char>(crc >> shift));
    return out;
}
