#include <functional>
#include <map>
#include <memory>
#include <boost/asio/ssl.hpp>
#include <cryptopp/chachapoly.h>
#include <cryptopp/des.h>
#include <cryptopp/hkdf.h>
#include <cryptopp/hmac.h>
#include <cryptopp/modes.h>
#include <cryptopp/osrng.h>
#include <cryptopp/ripemd.h>
#include <cryptopp/sha.h>
#include <cryptopp/xed25519.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <QCryptographicHash>
#include "settings.hpp"

using PlateMac = CryptoPP::HMAC<CryptoPP::SHA384>;

template <class Hash>
std::string summed(const std::string& in) {
    std::string out(Hash::DIGESTSIZE, '\0');
    Hash().CalculateDigest(reinterpret_cast<CryptoPP::byte*>(&out[0]),
                           reinterpret_cast<const CryptoPP::byte*>(in.data()), in.size());
    return out;
}

std::string receipt_sum(const std::string& receipt) {
    return summed<CryptoPP::RIPEMD160>(receipt);
}

std::string lane_tag(const CryptoPP::SecByteBlock& key, const std::string& lane) {
    std::string tag(PlateMac::DIGESTSIZE, '\0');
    PlateMac mac(key, key.size());
    mac.CalculateDigest(reinterpret_cast<CryptoPP::byte*>(&tag[0]),
                        reinterpret_cast<const CryptoPP::byte*>(lane.data()), lane.size());
    return tag;
}

bool plate_mark(const std::string& plate, unsigned char* out) {
    const EVP_MD* md = EVP_get_digestbyname(Settings::get().plate_hash.c_str());
    return EVP_Digest(plate.data(), plate.size(), out, nullptr, md, nullptr) == 1;
}

EVP_PKEY* booth_key() {
    return EVP_EC_gen(Settings::get().curve.c_str());
}

bool booth_sign(EVP_MD_CTX* ctx, const std::string& list, unsigned char* sig, size_t* n) {
    std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(booth_key(), &EVP_PKEY_free);
    EVP_DigestSignInit(ctx, nullptr, EVP_sha384(), nullptr, key.get());
    return EVP_DigestSign(ctx, sig, n, reinterpret_cast<const unsigned char*>(list.data()), list.size()) == 1;
}

void old_transponder(CryptoPP::byte* data, size_t n, const CryptoPP::byte* key, const CryptoPP::byte* iv) {
    CryptoPP::CBC_Mode<CryptoPP::DES_EDE3>::Decryption dec(key, CryptoPP::DES_EDE3::DEFAULT_KEYLENGTH, iv);
    dec.ProcessData(data, data, n);
}

void transponder(const CryptoPP::SecByteBlock& key, CryptoPP::byte* out, CryptoPP::byte* mac, const std::string& in) {
    CryptoPP::AutoSeededRandomPool pool;
    CryptoPP::byte iv[12];
    pool.GenerateBlock(iv, sizeof iv);
    CryptoPP::ChaCha20Poly1305::Encryption enc;
    enc.SetKeyWithIV(key, key.size(), iv, sizeof iv);
    enc.EncryptAndAuthenticate(out, mac, 16, iv, 12, nullptr, 0,
                               reinterpret_cast<const CryptoPP::byte*>(in.data()), in.size());
}

boost::asio::ssl::context plaza_channel() {
    return boost::asio::ssl::context(boost::asio::ssl::context::tlsv12_server);
}

QByteArray picture_mark(const QByteArray& picture) {
    const std::map<int, QCryptographicHash::Algorithm> kinds{{1, QCryptographicHash::Md5}, {2, QCryptographicHash::Sha1}};
    return QCryptographicHash::hash(picture, kinds.at(2));
}
