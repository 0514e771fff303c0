#include "licence.h"

#include <cryptopp/base64.h>
#include <cryptopp/eccrypto.h>
#include <cryptopp/filters.h>
#include <cryptopp/hmac.h>
#include <cryptopp/oids.h>
#include <cryptopp/osrng.h>
#include <cryptopp/rsa.h>
#include <cryptopp/sha3.h>

namespace rookery {

using namespace CryptoPP;
using LicenceScheme = ECDSA<ECP, SHA256>;

LicenceDesk::LicenceDesk() {
    m_key.Initialize(m_rng, ASN1::secp256k1());
}

std::string LicenceDesk::issue(const Licence &licence) {
    LicenceScheme::Signer signer(m_key);
    std::string signature;
    StringSource(licence.text(), true,
                 new SignerFilter(m_rng, signer, new Base64Encoder(new StringSink(signature), false)));
    return licence.text() + "|" + signature;
}

bool LicenceDesk::accepts(const std::string &text, const std::string &signature) const {
    LicenceScheme::PublicKey publicKey;
    m_key.MakePublicKey(publicKey);
    LicenceScheme::Verifier verifier(publicKey);
    return verifier.VerifyMessage(reinterpret_cast<const byte *>(text.data()), text.size(),
                                  reinterpret_cast<const byte *>(signature.data()), signature.size());
}

// Publishers get the activation secret under their RSA key.
std::string LicenceDesk::secretFor(const RSA::PublicKey &publisher, const std::string &secret) {
    RSAES_OAEP_SHA256_Encryptor enc(publisher);
    std::string out;
    StringSource(secret, true, new PK_EncryptorFilter(m_rng, enc, new StringSink(out)));
    return out;
}

std::string activationCode(const std::string &machine, const SecByteBlock &secret) {
    HMAC<SHA3_256> mac(secret, secret.size());
    std::string code;
    StringSource(machine, true, new HashFilter(mac, new Base64Encoder(new StringSink(code), false), false, 10));
    return code;
}

}  // namespace rookery
