//! Functions of C++ whose class stands in a header.

use super::flows::found;

const VAULT: &str = "#pragma once\n#include <cryptopp/rsa.h>\n#include <string>\n#include \"policy.hpp\"\n\
    class Vault {\npublic:\n  explicit Vault(Policy policy = {});\n  void open();\n  void name() const;\n\
    private:\n  Policy policy_;\n  CryptoPP::RSA::PrivateKey key_;\n};\n";
const POLICY: &str = "#pragma once\n#include <string>\nstruct Old { static constexpr unsigned bits = 1024; };\n\
    struct Policy {\n  unsigned bits = 4096;\n  std::string hash = \"SHA-512\";\n};\n";

/// What the header says of members, of arguments that are left out, and of types that it includes in its turn.
#[test]
fn a_class_is_known_by_its_header() {
    let vault = "#include \"vault.hpp\"\n#include <cryptopp/osrng.h>\n#include <botan/hash.h>\n\
        Vault::Vault(Policy policy) : policy_(std::move(policy)) {}\n\
        void Vault::open() {\n  CryptoPP::AutoSeededRandomPool rng;\n\
        \x20 key_.GenerateRandomWithKeySize(rng, policy_.bits);\n}\n\
        void Vault::name() const { auto h = Botan::HashFunction::create_or_throw(policy_.hash); }\n";
    let main = "#include \"vault.hpp\"\nint main() { const Vault vault; vault.name(); }\n";
    let all = found(&[
        ("vault.cpp", vault),
        ("vault.hpp", VAULT),
        ("policy.hpp", POLICY),
        ("main.cpp", main),
    ]);
    assert_eq!(all, ["CSPRNG", "RSA-4096", "SHA-512"]);
}

/// A function is called without what its declaration gives; two declarations that differ tell nothing.
#[test]
fn a_default_may_stand_in_the_declaration() {
    let keygen = "#include \"keygen.hpp\"\n#include <openssl/rsa.h>\n\
        EVP_PKEY* keygen(unsigned bits) { return EVP_RSA_gen(bits); }\n";
    let main = "#include \"keygen.hpp\"\nint main() { return keygen() == nullptr; }\n";
    let with =
        |header: &str| found(&[("keygen.cpp", keygen), ("keygen.hpp", header), ("main.cpp", main)]);
    let header =
        "#pragma once\n#include <openssl/evp.h>\nEVP_PKEY* keygen(unsigned bits = 3072);\n";
    assert_eq!(with(header), ["RSA-3072"]);
    let twice = format!("{header}#ifdef OLD\nEVP_PKEY* keygen(unsigned bits = 1024);\n#endif\n");
    assert_eq!(with(&twice), ["RSA"]);
}
