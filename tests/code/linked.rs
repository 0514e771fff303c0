//! Values of functions, structures and types that stand in another file, or are found by a type.

use super::flows::found;

#[test]
fn functions_of_c_give_what_the_file_says_that_is_linked() {
    const HEADER: (&str, &str) = (
        "kinds.h",
        "struct kinds { int bits; const char *sum; };\nstruct kinds usual(void);\nconst char *sum_of(int);\n",
    );
    const USE: &str = "#include <openssl/evp.h>\n#include \"kinds.h\"\nconst char *named(void);\n\
                       void a(void) { EVP_MD_fetch(NULL, named(), NULL); }\n\
                       void b(void) { struct kinds k = usual(); EVP_MD_fetch(NULL, k.sum, NULL); EVP_RSA_gen(k.bits); }\n\
                       void c(void) { EVP_MD_fetch(NULL, sum_of(2), NULL); }\n";
    const KINDS: (&str, &str) = (
        "kinds.c",
        "#include \"kinds.h\"\nconst char *named(void)\n{\n    return \"SHA384\";\n}\n\
         struct kinds usual(void)\n{\n    struct kinds k = { .bits = 3072 };\n    k.sum = \"SHA3-256\";\n    return k;\n}\n\
         static const char *const sums[] = { \"MD5\", \"SHA1\", \"SHA224\" };\nconst char *sum_of(int n) { return sums[n]; }\n",
    );
    assert_eq!(
        found(&[("use.c", USE), HEADER, KINDS]),
        ["SHA-384", "SHA3-256", "RSA-3072", "SHA-224"]
    );
    // Of two bodies none is told, and what is only called elsewhere has none there.
    let two = ("more.c", "const char *named(void) { return \"MD5\"; }\n");
    let calls = ("calls.c", "const char *named(void);\nint z(void) { return use(named()); }\n");
    let short = "#include <openssl/evp.h>\nconst char *named(void);\nvoid a(void) { EVP_MD_fetch(NULL, named(), NULL); }\n";
    assert_eq!(found(&[("use.c", short), KINDS, two]), ["indeterminate"]);
    assert_eq!(found(&[("use.c", short), calls]), ["indeterminate"]);
}

#[test]
fn rows_of_arrays_go_by_the_type_of_their_elements() {
    assert_eq!(
        found(&[
            (
                "use.cpp",
                "#include <botan/rsa.h>\n#include <botan/cipher_mode.h>\n#include \"rows.hpp\"\n\
                 void a() { Botan::RSA_PrivateKey k(rng, rows[2].bits); }\n\
                 void b() { Botan::Cipher_Mode::create(rows[1].name, Botan::Cipher_Dir::Encryption); }\n",
            ),
            (
                "rows.hpp",
                "#pragma once\nstruct Row { int at; std::string_view name; std::size_t bits; };\n\
                 inline constexpr std::array<Row, 3> rows{{\n  {0, \"AES-128/CBC\", 1024},\n  {1, \"AES-192/GCM\", 3072},\n\
                 \x20 {2, \"Serpent/CTR\", 4096},\n}};\n",
            ),
        ]),
        ["RSA-4096", "AES-192-GCM"]
    );
}

#[test]
fn objects_that_functions_of_other_files_give_have_their_methods() {
    assert_eq!(
        found(&[
            (
                "use.go",
                "package post\n\nimport (\n\t\"crypto/ecdh\"\n\t\"crypto/ed25519\"\n\t\"crypto/rand\"\n)\n\n\
                 func A(peer *ecdh.PublicKey) []byte {\n\town, _ := agreed().GenerateKey(rand.Reader)\n\
                 \tshared, _ := own.ECDH(peer)\n\treturn shared\n}\n\
                 func B() { k, _ := wide().GenerateKey(rand.Reader); _ = k }\n\
                 func C() { _, k, _ := ed25519.GenerateKey(nil); _ = k }\n",
            ),
            (
                "curves.go",
                "package post\n\nimport \"crypto/ecdh\"\n\nfunc agreed() ecdh.Curve { return ecdh.X25519() }\n\
                 func wide() ecdh.Curve { return ecdh.P384() }\n",
            ),
        ]),
        ["X25519", "ECDH-P-384", "Ed25519"]
    );
}

#[test]
fn scala_finds_values_by_their_types() {
    const TYPES: (&str, &str) = (
        "Kinds.scala",
        "package post\nimport pdi.jwt.JwtAlgorithm\nimport pdi.jwt.algorithms.JwtHmacAlgorithm\n\
         trait Kinds {\n  val sizes = 3\n  implicit val kind: JwtHmacAlgorithm = JwtAlgorithm.HS512\n}\n",
    );
    const USE: &str = "package post\nimport pdi.jwt.JwtCirce\nimport pdi.jwt.algorithms.JwtHmacAlgorithm\n\
                       class Tokens extends Kinds {\n\
                       \x20 def sealed(text: String, secret: String)(implicit kind: JwtHmacAlgorithm): String = JwtCirce.encode(text, secret, kind)\n\
                       \x20 def mine(secret: String) = sealed(\"x\", secret)\n}\n";
    assert_eq!(found(&[("Tokens.scala", USE), TYPES]), ["HMAC-SHA-512"]);
    assert_eq!(
        found(&[(
            "Cases.scala",
            "package post\nimport javax.crypto.Mac\nimport java.security.MessageDigest\nobject Cases {\n\
             \x20 private val names: PartialFunction[String, String] = {\n    case \"short\" => \"HmacSHA1\"\n    case \"long\" => \"HmacSHA384\"\n  }\n\
             \x20 val sums: String => String = { case \"old\" => \"MD5\"; case _ => \"SHA-224\" }\n\
             \x20 def a() = Mac.getInstance(names(\"long\"))\n\
             \x20 def b() = Mac.getInstance(names.applyOrElse(\"short\", identity[String]))\n\
             \x20 def c() = MessageDigest.getInstance(sums(\"new\"))\n}\n",
        )]),
        ["HMAC-SHA-384", "HMAC-SHA-1", "SHA-224"]
    );
    assert_eq!(
        found(&[
            (
                "Stall.scala",
                "package post\nimport javax.crypto.Cipher\nclass Stall(settings: Settings = Settings.loaded) {\n\
                 \x20 def a() = {\n    val Box(name, _) = settings.box\n    Cipher.getInstance(name)\n  }\n}\n",
            ),
            (
                "Settings.scala",
                "package post\nimport pureconfig._\nimport pureconfig.generic.derivation.default._\n\
                 final case class Box(name: String, bits: Int = 128) derives ConfigReader\n\
                 final case class Settings(box: Box, sum: String) derives ConfigReader\n\
                 object Settings {\n  val loaded: Settings = ConfigSource.default.at(\"post\").loadOrThrow[Settings]\n}\n",
            ),
            (
                "application.conf",
                "post {\n  box { name = \"AES/CTR/NoPadding\", bits = 256 }\n  sum = \"x\"\n}\n"
            ),
        ]),
        ["AES-CTR"]
    );
}

#[test]
fn members_that_extend_a_type_or_a_constant_work_out_their_values() {
    assert_eq!(
        found(&[(
            "Keys.kt",
            "import java.security.*\nimport java.security.spec.ECGenParameterSpec\n\
             private val Int.curve: String get() = \"secp${this}r1\"\nval String.mark get() = \"SHA-$this\"\nconst val WIDE = 521\n\
             fun a() { val g = KeyPairGenerator.getInstance(\"EC\"); g.initialize(ECGenParameterSpec(384.curve)) }\n\
             fun b() { val g = KeyPairGenerator.getInstance(\"EC\"); g.initialize(ECGenParameterSpec(WIDE.curve)) }\n\
             fun c() = MessageDigest.getInstance(\"224\".mark)\n",
        )]),
        ["EC-P-384", "EC-P-521", "SHA-224"]
    );
    assert_eq!(
        found(&[(
            "kinds.py",
            "import enum\nfrom Crypto.Cipher import AES\nfrom Crypto.Protocol.KDF import scrypt\n\
             class Kind(enum.Enum):\n    NEAR = (AES.MODE_CBC, 16)\n    FAR = (AES.MODE_CTR, 24)\n\
             \x20   @property\n    def mode(self):\n        return self.value[0]\n\
             \x20   @property\n    def octets(self):\n        return self.value[1]\n\
             class Box:\n    def __init__(self, kind=Kind.FAR):\n        self.kind = kind\n\
             \x20   def key(self, w, s):\n        return scrypt(w, s, self.kind.octets, N=2**14, r=8, p=1)\n\
             \x20   def seal(self, w, s, n):\n        return AES.new(self.key(w, s), self.kind.mode, nonce=n)\n",
        )]),
        ["scrypt", "AES-192-CTR"]
    );
}

#[test]
fn modules_of_ruby_give_their_classes_what_these_say_of_themselves() {
    const SEALED: &str = "module Sealed\n  def self.included(base)\n    base.extend(ClassMethods)\n  end\n\
                          \x20 module ClassMethods\n    attr_reader :kinds\n\
                          \x20   def sealed_with(cipher:, mac: \"SHA1\")\n      @kinds = { cipher: cipher, mac: mac }.freeze\n    end\n  end\n\
                          \x20 def tag(key, text)\n    OpenSSL::HMAC.digest(self.class.kinds[:mac], key, text)\n  end\n\
                          \x20 def seal\n    OpenSSL::Cipher.new(self.class.kinds[:cipher]).encrypt\n  end\nend\n";
    let class = (
        "box.rb",
        "require_relative \"sealed\"\nclass Box\n  include Sealed\n  sealed_with cipher: \"aes-192-cbc\", mac: \"SHA384\"\nend\n",
    );
    assert_eq!(found(&[("sealed.rb", SEALED), class]), ["HMAC-SHA-384", "AES-192-CBC"]);
    assert_eq!(
        found(&[(
            "join.rb",
            "require \"openssl\"\nrequire \"digest\"\ndef a(s) = OpenSSL::KDF.hkdf(s, salt: \"\", info: \"x\", length: 32, hash: %i[SHA 384].join)\n\
             def b(s) = OpenSSL::KDF.hkdf(s, salt: \"\", info: \"x\", length: 32, hash: [\"SHA\", 512].join)\n\
             def c(d)\n  sum = Digest::SHA224.method(:hexdigest)\n  sum.call(d)\nend\n",
        )]),
        ["HKDF-SHA-384", "HKDF-SHA-512", "SHA-224"]
    );
}

#[test]
fn getters_of_other_files_and_types_of_a_trait_tell_the_digest() {
    assert_eq!(
        found(&[
            (
                "lib/post.dart",
                "import 'dart:convert';\nimport 'package:crypto/crypto.dart';\nimport 'kinds.dart';\n\
                 tag(String k, List<int> d) => Hmac(usual, utf8.encode(k)).convert(d);\n",
            ),
            (
                "lib/kinds.dart",
                "import 'package:crypto/crypto.dart';\nconst all = <String, Hash>{'old': sha1, 'new': sha512};\nHash get usual => all['new']!;\n",
            ),
        ]),
        ["HMAC-SHA-512"]
    );
    assert_eq!(
        found(&[(
            "src/lib.rs",
            "use digest::Digest;\nuse sha2::{Sha224, Sha384};\n\
             pub trait Marked {\n  type Sum: Digest;\n  fn mark(d: &[u8]) -> Vec<u8> { Self::Sum::digest(d).to_vec() }\n}\n\
             pub struct Net;\nimpl Marked for Net { type Sum = Sha384; }\n\
             pub trait Plain { type Sum: Digest; fn plain(d: &[u8]) -> Vec<u8>; }\n\
             impl Plain for Net { type Sum = Sha224; fn plain(d: &[u8]) -> Vec<u8> { Self::Sum::digest(d).to_vec() } }\n",
        )]),
        ["SHA-384", "SHA-224"]
    );
    assert_eq!(
        found(&[(
            "a.php",
            "<?php\nhash_hkdf('sha' . strrev('483'), $s, 32);\nhash(strrev('5dm'), $d);\n"
        )]),
        ["HKDF-SHA-384", "MD5"]
    );
}

#[test]
fn short_classes_of_ruby_have_the_methods_of_their_block() {
    assert_eq!(
        found(&[(
            "kinds.rb",
            "require \"openssl\"\nKind = Struct.new(:name, :bits) do\n  def to_s\n    \"secp#{bits}r1\"\n  end\n\
             \x20 def half\n    bits / 2\n  end\nend\nWIDE = Kind.new(\"wide\", 384)\nSMALL = Kind.new(\"small\", 4096)\n\
             def a = OpenSSL::PKey::EC.generate(WIDE.to_s)\ndef b = OpenSSL::PKey::RSA.generate(SMALL.half)\n\
             def c = OpenSSL::PKey::RSA.generate(SMALL.bits)\n",
        )]),
        ["EC-P-384", "RSA-2048", "RSA-4096"]
    );
}

#[test]
fn modules_of_elixir_are_told_by_those_who_use_them() {
    const SEALED: &str = "defmodule Post.Sealed do\n  defmacro __using__(opts) do\n    cipher = Keyword.fetch!(opts, :cipher)\n\
                          \x20   quote do\n      def close(key, iv, d) do\n        :crypto.crypto_one_time(unquote(cipher), key, iv, d, true)\n      end\n    end\n  end\n\
                          \x20 def tag(module, key, d), do: :crypto.mac(:hmac, module.sum(), key, d)\nend\n";
    let user = (
        "lib/post/box.ex",
        "defmodule Post.Box do\n  use Post.Sealed, cipher: :aes_192_ctr\n  def sum, do: :sha512\n\
         \x20 def tag(key, d), do: Post.Sealed.tag(__MODULE__, key, d)\nend\n",
    );
    assert_eq!(found(&[("lib/post/sealed.ex", SEALED), user]), ["AES-192-CTR", "HMAC-SHA-512"]);
    assert_eq!(found(&[("lib/post/sealed.ex", SEALED)]), ["indeterminate", "HMAC"]);
}

#[test]
fn pointers_into_tables_of_c_may_point_at_any_row() {
    const HEADER: (&str, &str) = (
        "rows.h",
        "struct row { int version; unsigned bits; };\nextern const struct row rows[2];\n",
    );
    assert_eq!(
        found(&[
            (
                "use.c",
                "#include <mbedtls/ssl.h>\n#include <mbedtls/rsa.h>\n#include \"rows.h\"\n\
                 void a(mbedtls_ssl_config *conf) { const struct row *at = rows; mbedtls_ssl_conf_min_tls_version(conf, at->version); }\n\
                 void b(mbedtls_rsa_context *k) { const struct row *at = rows; mbedtls_rsa_gen_key(k, r, 0, at->bits, 65537); }\n",
            ),
            HEADER,
            (
                "rows.c",
                "#include \"rows.h\"\nconst struct row rows[2] = {\n  { .version = MBEDTLS_SSL_VERSION_TLS1_2, .bits = 2048 },\n\
                 \x20 { .version = MBEDTLS_SSL_VERSION_TLS1_3, .bits = 4096 },\n};\n",
            ),
        ]),
        ["TLS 1.2", "TLS 1.3", "RSA-2048", "RSA-4096"]
    );
}

#[test]
fn keys_of_c_come_from_the_files_that_call() {
    const HEADER: (&str, &str) = (
        "keys.h",
        "#include <openssl/evp.h>\nEVP_PKEY *narrow(void);\nEVP_PKEY *wide(int bits);\nint seal(EVP_PKEY *key);\nint stamp(EVP_PKEY *key);\n",
    );
    const KEYS: &str = "#include \"keys.h\"\nEVP_PKEY *narrow(void) { return EVP_EC_gen(\"P-521\"); }\n\
                        EVP_PKEY *wide(int bits) { return EVP_RSA_gen(bits); }\n\
                        int seal(EVP_PKEY *key) { return EVP_DigestSignInit(c, NULL, EVP_sha512(), NULL, key); }\n\
                        int stamp(EVP_PKEY *key) { return EVP_DigestSignInit(c, NULL, EVP_sha256(), NULL, key); }\n";
    let main = (
        "main.c",
        "#include \"keys.h\"\nint main(void) { seal(narrow()); EVP_PKEY *own = wide(4096); return stamp(own); }\n",
    );
    assert_eq!(
        found(&[("keys.c", KEYS), HEADER, main]),
        ["EC-P-521", "RSA-4096", "ECDSA-P-521-SHA-512", "RSA-PKCS1-1.5-SHA-256-4096"]
    );
}

#[test]
fn macros_and_pointers_of_c_stand_for_functions_of_libraries() {
    const HEADER: (&str, &str) = (
        "close.h",
        "#include <sodium.h>\n#include <openssl/evp.h>\n#include <mbedtls/ecdsa.h>\n#define OUTER_SUM EVP_sha3_384\n\
         #define close_box crypto_secretbox_easy\nstruct door { int kind; mbedtls_ecp_group_id curve; };\n",
    );
    assert_eq!(
        found(&[
            (
                "close.c",
                "#include \"close.h\"\n#include <sodium.h>\n#include <openssl/evp.h>\n#include <mbedtls/ecdsa.h>\n\
                 void a(void) { EVP_Digest(d, n, out, 0, OUTER_SUM(), NULL); close_box(o, m, n, k, s); }\n\
                 void b(void) { int (*pair)(unsigned char *, unsigned char *) = crypto_sign_keypair; pair(p, s); }\n",
            ),
            HEADER,
        ]),
        ["SHA3-384", "XSalsa20-Poly1305", "Ed25519"]
    );
    // What another function sets from outside is open, whatever this one begins with.
    let open = "#include <openssl/rsa.h>\n#include \"box.h\"\ntypedef struct { int bits; } BOX;\n\
                int begin(HOLDER *h) { BOX *box = OPENSSL_zalloc(sizeof(*box)); box->bits = 2048; h->data = box; return 1; }\n\
                int set(HOLDER *h, int bits) { BOX *box = h->data; box->bits = bits; return 1; }\n\
                int make(HOLDER *h, RSA *r) { BOX *box = h->data; return RSA_generate_key_ex(r, box->bits, e, NULL); }\n";
    assert_eq!(found(&[("box.c", open)]), ["RSA-2048", "RSA"]);
    // A structure that a header declares does nothing.
    let header = "#include <mbedtls/ecdsa.h>\nstruct door { mbedtls_ecdsa_context key; };\n";
    assert_eq!(found(&[("door.h", header)]), Vec::<String>::new());
}

#[test]
fn templates_of_cpp_have_functions_and_defaults_for_parameters() {
    assert_eq!(
        found(&[(
            "seal.cpp",
            "#include <array>\n#include <openssl/evp.h>\n#include <cryptopp/hmac.h>\n#include <cryptopp/sha.h>\n\
             struct Lock { const char *door; const char *curve; };\n\
             inline constexpr std::array<Lock, 2> kLocks{{ {\"front\", \"P-256\"}, {\"back\", \"P-384\"} }};\n\
             constexpr const char *curve_of(const char *door) {\n\
             \x20 for (const auto &lock : kLocks) { if (lock.door == door) return lock.curve; }\n  return \"P-521\";\n}\n\
             template <const EVP_MD *(*Sum)()>\nint sum(const char *p) { return EVP_Digest(p, 1, o, 0, Sum(), nullptr); }\n\
             template <typename Sum = CryptoPP::SHA384>\nstruct Mark { void on(const char *k) { CryptoPP::HMAC<Sum> mac(k, 8); } };\n\
             int a() { Mark<>{}.on(\"k\"); return sum<&EVP_sha224>(\"x\"); }\n\
             void b() { EVP_EC_gen(curve_of(\"back\")); EVP_EC_gen(curve_of(\"cellar\")); }\n",
        )]),
        ["SHA-224", "HMAC-SHA-384", "SHA-224", "EC-P-384", "EC-P-521"]
    );
}

#[test]
fn types_that_another_file_calls_with_have_their_constants() {
    const KEYS: &str = "use rsa::pss::BlindedSigningKey;\nuse rsa::sha2::Sha384;\nuse rsa::RsaPrivateKey;\n\
                        pub trait Size { const BITS: usize; }\npub struct Large;\nimpl Size for Large { const BITS: usize = 3072; }\n\
                        pub fn made<S: Size>() -> RsaPrivateKey { RsaPrivateKey::new(&mut rng, S::BITS).unwrap() }\n\
                        pub fn marked(key: RsaPrivateKey, d: &[u8]) { BlindedSigningKey::<Sha384>::new(key).sign(d); }\n";
    let main = (
        "src/main.rs",
        "mod keys;\nfn main() { let own = keys::made::<keys::Large>(); keys::marked(own, b\"x\"); }\n",
    );
    assert_eq!(found(&[("src/keys.rs", KEYS), main]), ["RSA-3072", "RSA-PSS-SHA-384-3072"]);
}

#[test]
fn objects_of_another_package_of_go_have_its_methods() {
    const KINDS: &str = "package kinds\n\nimport (\n\t\"crypto/rand\"\n\t\"crypto/x509\"\n\t\"strconv\"\n\n\t\"github.com/golang-jwt/jwt/v5\"\n)\n\n\
                         type Kind interface{ How() x509.SignatureAlgorithm }\n\ntype Plain struct{ n int }\n\n\
                         func (Plain) How() x509.SignatureAlgorithm { return x509.ECDSAWithSHA512 }\n\n\
                         func Made(k Kind, root *x509.Certificate, key any) {\n\
                         \tleaf := &x509.Certificate{SignatureAlgorithm: k.How()}\n\
                         \tx509.CreateCertificate(rand.Reader, leaf, root, nil, key)\n}\n\n\
                         const size = 256\n\nfunc Token(key any) {\n\tjwt.New(jwt.GetSigningMethod(\"HS\" + strconv.Itoa(size))).SignedString(key)\n}\n";
    let main = (
        "cmd/main.go",
        "package main\n\nimport \"example.org/post/kinds\"\n\nfunc main() { kinds.Made(kinds.Plain{}, nil, nil) }\n",
    );
    let module = ("go.mod", "module example.org/post\n");
    assert_eq!(
        found(&[("kinds/kinds.go", KINDS), main, module]),
        ["ECDSA-SHA-512", "HMAC-SHA-256"]
    );
}

#[test]
fn what_a_package_of_python_hands_on_is_called_by_its_name() {
    const KEYS: &str = "from Crypto.PublicKey import RSA\nfrom Crypto.Signature import pss\nfrom Crypto.Hash import SHA512\n\
                        def own():\n    return RSA.generate(3072)\n\
                        def seal(key, text):\n    return pss.new(key).sign(SHA512.new(text))\n";
    let package = ("post/__init__.py", "from .keys import own\n");
    let main = (
        "post/__main__.py",
        "from . import own\nfrom .keys import seal\nmine = own()\nseal(mine, b\"x\")\n",
    );
    let all = found(&[("post/keys.py", KEYS), package, main]);
    assert_eq!(all, ["RSA-3072", "RSA-PSS-SHA-512-3072", "SHA-512"]);
}

#[test]
fn aliases_of_types_of_swift_stand_in_other_files() {
    const USE: &str = "import CryptoKit\nstruct Desk {\n  let pen: Pen.PrivateKey\n\
                       \x20 func mark(_ d: Data) throws -> Data { try pen.signature(for: d).rawRepresentation }\n\
                       \x20 func check(_ s: P256.Signing.ECDSASignature, _ d: Data) -> Bool { pen.publicKey.isValidSignature(s, for: d) }\n}\n";
    let alias = ("Sources/B.swift", "import CryptoKit\ntypealias Pen = P256.Signing\n");
    assert_eq!(found(&[("Sources/A.swift", USE), alias]), ["ECDSA-P-256", "ECDSA-P-256"]);
}

#[test]
fn variables_of_pipelines_hold_options_and_files_parameters() {
    assert_eq!(
        found(&[(
            ".github/workflows/a.yml",
            "on: push\nenv:\n  LOWEST: tlsv1.2\njobs:\n  a:\n    steps:\n      - run: curl -fsS \"--${{ env.LOWEST }}\" https://a.example\n",
        )]),
        ["TLS 1.2"]
    );
    assert_eq!(
        found(&[
            ("bin/a.sh", "#!/bin/sh\ngpg --batch --gen-key \"${HERE:-conf}/desk.batch\"\n"),
            ("conf/desk.batch", "%no-protection\nKey-Type: DSA\nKey-Length: 2048\nName-Real: A\n"),
        ]),
        ["DSA-2048"]
    );
}
