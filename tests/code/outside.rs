//! What a file uses stands in another one: classes of C++ in headers, types under a name of the project's own.

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

/// Types that go by a name of another file: made, handed on and held in fields.
#[test]
fn types_may_go_by_another_name() {
    let suite = "import Crypto\nenum Suite {\n  typealias Agreement = P384.KeyAgreement\n}\n\
        typealias NodeIdentity = Curve25519.Signing.PrivateKey\n\
        typealias NodeAgreement = Suite.Agreement.PrivateKey\n";
    let node = "import Crypto\nimport Foundation\nfinal class Node {\n  let identity = NodeIdentity()\n\
        \x20 let agreement = NodeAgreement()\n\
        \x20 func hello(_ data: Data) throws -> Data { try identity.signature(for: data) }\n\
        \x20 func name(_ data: Data) -> SHA256.Digest { SHA256.hash(data: data) }\n}\n";
    let all = found(&[("Node.swift", node), ("Suite.swift", suite)]);
    assert_eq!(all, ["Ed25519", "ECDH-P-384", "Ed25519", "SHA-256"]);
    // A type of that name in the file itself is its own.
    let own = format!(
        "{node}struct NodeIdentity {{\n  func signature(for data: Data) -> Data {{ data }}\n}}\n"
    );
    assert_eq!(found(&[("Node.swift", &own), ("Suite.swift", suite)]), ["ECDH-P-384", "SHA-256"]);

    let kotlin = "import java.security.MessageDigest\nfun f() = Digests.getInstance(\"SHA-384\")\n";
    let names = "typealias Digests = java.security.MessageDigest\n";
    assert_eq!(found(&[("A.kt", kotlin), ("Names.kt", names)]), ["SHA-384"]);

    let captain = "use rand::rngs::OsRng;\nuse crate::policy::CaptainKey;\n\
        use p384::ecdsa::signature::Signer;\npub struct Captain { key: CaptainKey }\nimpl Captain {\n\
        \x20 pub fn new() -> Self { Captain { key: CaptainKey::random(&mut OsRng) } }\n\
        \x20 pub fn sign(&self, bill: &[u8]) -> p384::ecdsa::Signature { self.key.sign(bill) }\n}\n";
    let policy = "pub type CaptainKey = p384::ecdsa::SigningKey;\n";
    let all = found(&[
        ("src/captain.rs", captain),
        ("src/policy.rs", policy),
        ("src/main.rs", "mod captain;\nmod policy;\n"),
    ]);
    assert_eq!(all, ["ECDSA-P-384", "ECDSA-P-384"]);
}
