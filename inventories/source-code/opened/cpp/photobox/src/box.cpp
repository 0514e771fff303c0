#include <cryptopp/blowfish.h>
#include <cryptopp/eccrypto.h>
#include <cryptopp/hmac.h>
#include <cryptopp/modes.h>
#include <cryptopp/oaep.h>
#include <cryptopp/osrng.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>
#include <cryptopp/oids.h>
#include <cryptopp/xed25519.h>
#include <cryptopp/seed.h>
#include <string>

using namespace CryptoPP;

// Photo boxes seal what they take.
class Box {
public:
    explicit Box(const SecByteBlock& key) : mac_(key, key.size()) {}

    std::string wrap(const RSA::PublicKey& pk, const SecByteBlock& cek)
    {
        RSAES<OAEP<SHA256>>::Encryptor enc(pk);
        std::string out(enc.CiphertextLength(cek.size()), '\0');
        enc.Encrypt(rng_, cek, cek.size(), reinterpret_cast<byte*>(&out[0]));
        return out;
    }

    void thumbnail(const byte* key, const byte* iv, byte* data, size_t len)
    {
        OFB_Mode<SEED>::Encryption enc(key, SEED::DEFAULT_KEYLENGTH, iv);
        enc.ProcessData(data, data, len);
    }

    void album(const byte* key, byte* data, size_t len)
    {
        ECB_Mode<Blowfish>::Decryption dec(key, 16);
        dec.ProcessData(data, data, len);
    }

    void key(ECIES<ECP>::PrivateKey& k)
    {
        k.Initialize(rng_, ASN1::secp521r1());
    }

    std::string signed_name(const std::string& name)
    {
        ed25519::Signer signer;
        signer.AccessPrivateKey().GenerateRandom(rng_);
        std::string sig(signer.MaxSignatureLength(), '\0');
        signer.SignMessage(rng_, reinterpret_cast<const byte*>(name.data()), name.size(), reinterpret_cast<byte*>(&sig[0]));
        return sig;
    }

private:
    AutoSeededRandomPool rng_;
    HMAC<SHA224> mac_;
};
