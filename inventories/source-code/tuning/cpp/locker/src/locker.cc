#include <cryptopp/aes.h>
#include <cryptopp/aria.h>
#include <cryptopp/cryptlib.h>
#include <cryptopp/des.h>
#include <cryptopp/eccrypto.h>
#include <cryptopp/filters.h>
#include <cryptopp/gcm.h>
#include <cryptopp/hex.h>
#include <cryptopp/lea.h>
#include <cryptopp/modes.h>
#include <cryptopp/oids.h>
#include <cryptopp/osrng.h>
#include <cryptopp/pwdbased.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>
#include <cryptopp/whrlpool.h>
#include <string>

namespace cp = CryptoPP;

namespace locker {

using Record = cp::GCM<cp::AES>::Encryption;
using Digest = cp::Whirlpool;

std::string seal(const cp::SecByteBlock& key, const cp::SecByteBlock& iv, const std::string& plain)
{
    std::string out;
    Record enc;
    enc.SetKeyWithIV(key, key.size(), iv, iv.size());
    cp::StringSource(plain, true, new cp::AuthenticatedEncryptionFilter(enc, new cp::StringSink(out)));
    return out;
}

std::string seal_kr(const cp::byte* key, const cp::byte* iv, std::string text)
{
    cp::CTR_Mode<cp::LEA>::Encryption enc(key, 16, iv);
    enc.ProcessData(reinterpret_cast<cp::byte*>(&text[0]), reinterpret_cast<const cp::byte*>(text.data()), text.size());
    return text;
}

cp::RSA::PrivateKey make_key(cp::AutoSeededRandomPool& rng)
{
    cp::InvertibleRSAFunction params;
    params.GenerateRandomWithKeySize(rng, 3072);
    return cp::RSA::PrivateKey(params);
}

cp::ECDSA<cp::ECP, cp::SHA256>::PrivateKey make_ec(cp::AutoSeededRandomPool& rng)
{
    cp::ECDSA<cp::ECP, cp::SHA256>::PrivateKey k;
    k.Initialize(rng, cp::ASN1::secp256r1());
    return k;
}

void derive(cp::SecByteBlock& key, const std::string& pw, const cp::byte* salt)
{
    cp::PKCS5_PBKDF2_HMAC<cp::SHA1> kdf;
    kdf.DeriveKey(key, key.size(), 0, reinterpret_cast<const cp::byte*>(pw.data()), pw.size(), salt, 8, 2000);
}

std::string id(const std::string& in)
{
    std::string out;
    Digest d;
    cp::StringSource(in, true, new cp::HashFilter(d, new cp::HexEncoder(new cp::StringSink(out))));
    return out;
}

} // namespace locker
