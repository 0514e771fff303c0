#include <jwt-cpp/jwt.h>

#include <chrono>
#include <map>
#include <string>

namespace invoice {

struct PortalToken {
    std::string issuer;
    std::string subject;
};

/* Tokens for the portal of the tax office; HS256 is for the sandbox. */
std::string portal_token(const PortalToken& t, const std::string& private_key, bool sandbox, const std::string& shared) {
    auto builder = jwt::create()
                       .set_issuer(t.issuer)
                       .set_subject(t.subject)
                       .set_type("JWT")
                       .set_expires_at(std::chrono::system_clock::now() + std::chrono::minutes{5});
    if (sandbox)
        return builder.sign(jwt::algorithm::hs256{shared});
    return builder.sign(jwt::algorithm::es512("", private_key, "", ""));
}

bool accept(const std::string& token, const std::string& public_key) {
    auto verifier = jwt::verify().allow_algorithm(jwt::algorithm::rs256{public_key}).with_issuer("tax-office");
    verifier.verify(jwt::decode(token));
    return true;
}

const std::map<std::string, std::string> kOids = {
    {"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    {"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
};

}  // namespace invoice
