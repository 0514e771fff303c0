//! Keys that another object, function or file makes, brought to the uses that sign, verify and encrypt with them.

use super::flows::found;
use y2q::detect::SHIPPED_RULES;
use y2q::detect::code::{describe, language_of, uses};
use y2q::model::Asset;

#[test]
fn a_function_that_makes_several_keys_gives_each_call_its_own() {
    assert_eq!(
        found(&[(
            "a.rb",
            "require 'openssl'\nclass Till\n  GROUPS = { coin: 'secp256k1', till: 'brainpoolP256r1' }.freeze\n\
             \x20 def key(kind)\n    OpenSSL::PKey::EC.generate(GROUPS[kind])\n  end\n\
             \x20 def pay(t) = key(:coin).sign('SHA256', t)\n\
             \x20 def close(t) = key(:till).sign('SHA256', t)\nend\n",
        )]),
        [
            "EC-secp256k1",
            "EC-brainpoolP256r1",
            "ECDSA-secp256k1-SHA-256",
            "ECDSA-brainpoolP256r1-SHA-256"
        ]
    );
}

#[test]
fn what_a_call_from_another_file_gives_counts_before_the_calls_of_the_own_file() {
    assert_eq!(
        found(&[
            (
                "Desk.kt",
                "package a\nimport java.security.Signature\nclass Desk(private val house: House) {\n\
                 \x20 fun f(d: ByteArray): ByteArray {\n    val s = Signature.getInstance(\"SHA256withRSA\")\n\
                 \x20   s.initSign(house.make(2048).private)\n    return s.sign()\n  }\n\
                 \x20 fun g(d: ByteArray): ByteArray {\n    val s = Signature.getInstance(\"SHA256withRSA\")\n\
                 \x20   s.initSign(house.slow.private)\n    return s.sign()\n  }\n}\n",
            ),
            (
                "House.kt",
                "package a\nimport java.security.KeyPair\nimport java.security.KeyPairGenerator\nclass House {\n\
                 \x20 val slow by lazy { make(4096) }\n  fun make(bits: Int): KeyPair {\n\
                 \x20   val g = KeyPairGenerator.getInstance(\"RSA\")\n    g.initialize(bits)\n\
                 \x20   return g.generateKeyPair()\n  }\n}\n",
            ),
        ]),
        ["RSA-PKCS1-1.5-SHA-256-2048", "RSA-PKCS1-1.5-SHA-256-4096"]
    );
}

#[test]
fn members_of_structures_of_go() {
    assert_eq!(
        found(&[(
            "a.go",
            "package a\nimport (\n\"crypto\"\n\"crypto/rand\"\n\"crypto/rsa\"\n\"sync\"\n)\n\
             type signer struct{ key *rsa.PrivateKey }\n\
             func (s signer) sign(d []byte) ([]byte, error) {\n\
             \x20 return rsa.SignPKCS1v15(rand.Reader, s.key, crypto.SHA256, d)\n}\n\
             func fresh() signer {\n  key, _ := rsa.GenerateKey(rand.Reader, 3072)\n  return signer{key}\n}\n\
             type slow struct {\n  once sync.Once\n  key *rsa.PrivateKey\n}\n\
             func (s *slow) own() *rsa.PrivateKey {\n\
             \x20 s.once.Do(func() { s.key, _ = rsa.GenerateKey(rand.Reader, 4096) })\n  return s.key\n}\n\
             func (s *slow) sign(d []byte) ([]byte, error) {\n\
             \x20 return rsa.SignPKCS1v15(rand.Reader, s.own(), crypto.SHA256, d)\n}\n",
        )]),
        ["RSA-PKCS1-1.5-SHA-256-3072", "RSA-3072", "RSA-4096", "RSA-PKCS1-1.5-SHA-256-4096"]
    );
}

#[test]
fn what_an_object_of_another_file_holds() {
    assert_eq!(
        found(&[
            (
                "Desk.scala",
                "package a\nimport java.security.Signature\nclass Desk(house: House) {\n\
                 \x20 def f(d: Array[Byte]) = {\n    val s = Signature.getInstance(\"SHA256withRSA\")\n\
                 \x20   s.initSign(house.slow.getPrivate)\n    s.sign()\n  }\n}\n",
            ),
            (
                "House.scala",
                "package a\nimport java.security.{KeyPair, KeyPairGenerator}\nclass House {\n\
                 \x20 private def rsa(bits: Int): KeyPair = {\n\
                 \x20   val g = KeyPairGenerator.getInstance(\"RSA\")\n    g.initialize(bits)\n    g.generateKeyPair()\n  }\n\
                 \x20 lazy val slow: KeyPair = rsa(4096)\n  val own: KeyPair = rsa(3072)\n}\n",
            ),
        ]),
        ["RSA-PKCS1-1.5-SHA-256-4096"]
    );
    assert_eq!(
        found(&[
            (
                "desk.py",
                "from house import House, Pack, make\nfrom cryptography.hazmat.primitives import hashes\n\
                 from cryptography.hazmat.primitives.asymmetric import ec, padding\nclass Desk:\n\
                 \x20   def __init__(self, house: House):\n        self.house = house\n        self.ring = {\"a\": make(2048)}\n\
                 \x20   def one(self, d):\n        return self.house.own.sign(d, padding.PKCS1v15(), hashes.SHA256())\n\
                 \x20   def two(self, d):\n        return self.house.curve.sign(d, ec.ECDSA(hashes.SHA384()))\n\
                 \x20   def five(self, d):\n        return self.ring[\"a\"].sign(d, padding.PKCS1v15(), hashes.SHA256())\n\
                 \x20   def six(self, d):\n        pack = Pack(make(4096), \"x\")\n\
                 \x20       return pack.key.sign(d, padding.PKCS1v15(), hashes.SHA256())\n",
            ),
            (
                "house.py",
                "from dataclasses import dataclass\nfrom functools import cached_property\n\
                 from cryptography.hazmat.primitives.asymmetric import ec, rsa\nclass House:\n\
                 \x20   def __init__(self):\n        self.own = make(3072)\n    @cached_property\n    def curve(self):\n\
                 \x20       return ec.generate_private_key(ec.SECP384R1())\ndef make(bits):\n\
                 \x20   return rsa.generate_private_key(public_exponent=65537, key_size=bits)\n\
                 @dataclass\nclass Pack:\n    key: object\n    name: str\n",
            ),
        ]),
        [
            "RSA-PKCS1-1.5-SHA-256-3072",
            "ECDSA-P-384-SHA-384",
            "RSA-PKCS1-1.5-SHA-256-2048",
            "RSA-PKCS1-1.5-SHA-256-4096"
        ]
    );
}

#[test]
fn one_function_that_signs_with_several_keys_is_a_use_of_each() {
    assert_eq!(
        found(&[(
            "a.c",
            "#include <openssl/evp.h>\n#include <openssl/rsa.h>\nstatic int sign(EVP_MD_CTX *ctx, EVP_PKEY *key)\n{\n\
             \x20   EVP_PKEY_CTX *pctx = NULL;\n    EVP_DigestSignInit(ctx, &pctx, EVP_sha384(), NULL, key);\n\
             \x20   return 1;\n}\nint own(EVP_MD_CTX *ctx) { return sign(ctx, EVP_EC_gen(\"P-384\")); }\n\
             int escrow(EVP_MD_CTX *ctx) { return sign(ctx, EVP_RSA_gen(3072)); }\n",
        )]),
        ["ECDSA-P-384-SHA-384", "RSA-PKCS1-1.5-SHA-384-3072", "EC-P-384", "RSA-3072"]
    );
}

#[test]
fn a_call_that_makes_one_of_several_keys_gives_a_use_of_each() {
    assert_eq!(
        found(&[(
            "a.cs",
            "using System.Security.Cryptography;\nclass A {\n  void F(byte[] d) {\n\
             \x20   foreach (var bits in new[] { 2048, 3072 }) {\n      using var rsa = RSA.Create(bits);\n\
             \x20     rsa.Encrypt(d, RSAEncryptionPadding.Pkcs1);\n    }\n  }\n}\n",
        )]),
        ["RSA-2048", "RSA-3072", "RSAES-PKCS1-1.5-2048", "RSAES-PKCS1-1.5-3072"]
    );
}

#[test]
fn a_key_that_comes_from_outside_has_no_size() {
    assert_eq!(
        found(&[(
            "A.java",
            "import java.security.*; class A {\n\
             KeyPair fresh() throws Exception { KeyPairGenerator g = KeyPairGenerator.getInstance(\"RSA\");\n\
             g.initialize(3072); return g.generateKeyPair(); }\n\
             byte[] sign(PrivateKey key) throws Exception { Signature s = Signature.getInstance(\"SHA256withRSA\");\n\
             s.initSign(key); return s.sign(); } }",
        )]),
        ["RSA-3072", "RSA-PKCS1-1.5-SHA-256"]
    );
}

#[test]
fn a_member_that_a_method_sets_in_a_copy_of_its_object() {
    for copy in ["copy", "other"] {
        let text = format!(
            "import CryptoKit\nstruct Settings {{\n  private(set) var bits = 128\n\
             \x20 func with(bits: Int) -> Settings {{\n    var {copy} = self\n    {copy}.bits = bits\n    return {copy}\n  }}\n}}\n\
             final class Session {{\n  private let settings: Settings\n\
             \x20 init(_ settings: Settings = Settings().with(bits: 256)) {{ self.settings = settings }}\n\
             \x20 func key() -> SymmetricKey {{ SymmetricKey(size: SymmetricKeySize(bitCount: settings.bits)) }}\n}}\n",
        );
        let text: &'static str = text.leak();
        let files: &'static [_] = vec![("a.swift", text)].leak();
        assert_eq!(found(files), ["AES-256"]);
    }
}

#[test]
fn what_a_builder_of_go_starts_with_does_not_count_beside_what_it_is_asked_for() {
    assert_eq!(
        found(&[(
            "a.go",
            "package a\nimport (\n\"crypto/rand\"\n\"crypto/rsa\"\n)\ntype Builder struct{ bits int }\n\
             func NewBuilder() *Builder { return &Builder{bits: 2048} }\n\
             func (b *Builder) Bits(n int) *Builder {\n  b.bits = n\n  return b\n}\n\
             func (b *Builder) Build() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, b.bits) }\n",
        )]),
        ["RSA"]
    );
}

#[test]
fn files_that_functions_of_a_shell_get_are_their_own() {
    assert_eq!(
        found(&[(
            "a.sh",
            "#!/bin/bash\nmake() {\n  openssl ecparam -genkey -noout -name secp521r1 -out \"$1\"\n}\n\
             sign() {\n  openssl dgst -sha384 -sign \"$1\" -out \"$2.sig\" \"$2\"\n}\n\
             own() {\n  openssl genrsa -out \"$1\" 3072\n  openssl dgst -sha256 -sign \"$1\" -out \"$2.sig\" \"$2\"\n}\n",
        )]),
        ["ECDSA-P-521", "SHA-384", "RSA-3072", "RSA-PKCS1-1.5-SHA-256-3072"]
    );
}

#[test]
fn what_a_class_of_cpp_overrides_may_be_a_constant_of_another_file() {
    assert_eq!(
        found(&[
            (
                "main.cpp",
                "#include <openssl/rsa.h>\n#include \"consts.hpp\"\nclass Maker {\npublic:\n\
                 \x20 EVP_PKEY* make() const { return EVP_RSA_gen(bits()); }\n\
                 \x20 virtual unsigned bits() const { return 2048; }\n};\nclass Strong : public Maker {\n\
                 \x20 unsigned bits() const override { return kStrongBits; }\n};\n",
            ),
            ("consts.hpp", "#pragma once\nextern const unsigned kStrongBits;\n"),
            ("consts.cpp", "#include \"consts.hpp\"\nconst unsigned kStrongBits = 4096;\n"),
        ]),
        ["RSA-2048", "RSA-4096"]
    );
    assert_eq!(
        found(&[
            (
                "main.cpp",
                "#include <openssl/rsa.h>\n#include \"profile.hpp\"\n\
                 EVP_PKEY* make(const Profile& profile) { return EVP_RSA_gen(profile.bits()); }\n\
                 int main() { Strong strong; make(strong); }\n",
            ),
            (
                "profile.hpp",
                "#pragma once\nstruct Profile {\n  virtual unsigned bits() const { return 2048; }\n};\n\
                 struct Strong : Profile {\n  unsigned bits() const override;\n};\n",
            ),
            (
                "strong.cpp",
                "#include \"profile.hpp\"\n#include \"consts.hpp\"\nunsigned Strong::bits() const { return kStrongBits; }\n",
            ),
            ("consts.hpp", "#pragma once\nextern const unsigned kStrongBits;\n"),
            ("consts.cpp", "#include \"consts.hpp\"\nconst unsigned kStrongBits = 4096;\n"),
        ]),
        ["RSA-4096"]
    );
}

#[test]
fn calls_of_one_of_several_methods_of_a_name_are_told_by_how_much_they_give() {
    assert_eq!(
        found(&[(
            "A.java",
            "import java.security.*; class A {\n\
             void make(String name) throws Exception { MessageDigest.getInstance(name); }\n\
             void make(String name, int times) throws Exception { MessageDigest.getInstance(name); }\n\
             void f() throws Exception { make(\"MD5\"); make(\"SHA-384\", 2); } }",
        )]),
        ["MD5", "SHA-384"]
    );
}

#[test]
fn a_digest_is_as_long_as_it_can_be_or_of_no_told_length() {
    let length = |text: &str| {
        let language = language_of("A.java", text.as_bytes()).unwrap();
        let rules = SHIPPED_RULES.of(language.id);
        let all = uses(language, rules, "A.java", text.as_bytes(), None).unwrap().unwrap();
        assert_eq!(all.len(), 1);
        match describe::asset(&all[0].parts) {
            Asset::Algorithm(algorithm) => algorithm.parameter_set,
            other => panic!("{other:?}"),
        }
    };
    let java = |length: usize| {
        format!(
            "import org.bouncycastle.crypto.digests.Blake2bDigest;\nclass A {{\n  void f() {{ g({length}); }}\n\
             \x20 private void g(int length) {{ new Blake2bDigest(length * 8); }}\n}}\n"
        )
    };
    assert_eq!(length(&java(32)).as_deref(), Some("256"));
    assert_eq!(length(&java(1024)), None);
}
