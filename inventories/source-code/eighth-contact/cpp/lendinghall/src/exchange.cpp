#include <cryptopp/eccrypto.h>
#include <cryptopp/filters.h>
#include <cryptopp/oids.h>
#include <cryptopp/osrng.h>
#include <cryptopp/pssr.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha.h>

#include <string>

namespace lending {

namespace cp = CryptoPP;

template <class Hash>
using UnionSigner = typename cp::RSASS<cp::PSS, Hash>::Signer;

std::string signRequest(const cp::RSA::PrivateKey& key, const std::string& request) {
    cp::AutoSeededRandomPool pool;
    UnionSigner<cp::SHA512> signer(key);
    std::string out;
    cp::StringSource(request, true, new cp::SignerFilter(pool, signer, new cp::StringSink(out)));
    return out;
}

cp::ECDSA<cp::ECP, cp::SHA256>::PrivateKey courierKey(cp::RandomNumberGenerator& rng, const cp::OID& curve = cp::ASN1::secp384r1()) {
    cp::ECDSA<cp::ECP, cp::SHA256>::PrivateKey key;
    key.Initialize(rng, curve);
    return key;
}

std::string sealAddress(cp::RandomNumberGenerator& rng, const cp::RSA::PublicKey& courier, const std::string& address) {
    cp::RSAES_OAEP_SHA_Encryptor box(courier);
    std::string out;
    cp::StringSource(address, true, new cp::PK_EncryptorFilter(rng, box, new cp::StringSink(out)));
    return out;
}

}  // namespace lending
