//! Values that must not be those of another class, another object or another project.

use super::flows::found;

#[test]
fn what_a_subclass_overrides_counts_in_what_its_base_computes() {
    const BASE: (&str, &str) = (
        "Wide.cs",
        "class Wide {\n  protected virtual int Bytes => 32;\n  public int KeySize => Bytes * 8;\n}\n",
    );
    assert_eq!(
        found(&[
            (
                "Narrow.cs",
                "using System.Security.Cryptography;\nclass Narrow : Wide {\n\
                 \x20 protected override int Bytes => 24;\n\
                 \x20 Aes Mine() { var aes = Aes.Create(); aes.KeySize = KeySize; return aes; }\n}\n",
            ),
            BASE,
        ]),
        ["AES-192-CBC"]
    );
    assert_eq!(
        found(&[(
            "Keys.cs",
            "using System.Security.Cryptography;\nclass Wide {\n  public virtual int Bytes => 32;\n\
             \x20 public int KeySize => Bytes * 8;\n}\nclass Narrow : Wide { public override int Bytes => 24; }\n\
             class Keys {\n  object A() { var aes = Aes.Create(); aes.KeySize = new Narrow().KeySize; return aes; }\n}\n",
        )]),
        ["AES-192-CBC"]
    );
    // A size that is set to what is not told is not the default.
    assert_eq!(
        found(&[(
            "Keys.cs",
            "using System.Security.Cryptography;\nclass Keys {\n\
             \x20 object A(int n) { var aes = Aes.Create(); aes.KeySize = Measure(n); return aes; }\n}\n",
        )]),
        ["AES-CBC"]
    );
}

#[test]
fn objects_of_closures_that_are_called_at_once_have_what_is_set_there() {
    assert_eq!(
        found(&[(
            "Keys.swift",
            "import Security\nfinal class Settings {\n  var bits = 2048\n\
             \x20 static let shared = {\n    let s = Settings()\n    s.bits = 4096\n    return s\n  }()\n}\n\
             func a() -> SecKey? {\n\
             \x20 SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: Settings.shared.bits] as CFDictionary, nil)\n}\n\
             func b() -> SecKey? {\n  let own = { () -> Settings in\n    let s = Settings()\n    s.bits = 1024\n    return s\n  }()\n\
             \x20 return SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: own.bits] as CFDictionary, nil)\n}\n",
        )]),
        ["RSA-4096", "RSA-1024"]
    );
}

#[test]
fn a_table_of_the_fields_of_an_object_has_those_of_that_object() {
    assert_eq!(
        found(&[(
            "Keys.swift",
            "import Security\nstruct Options {\n  var type: CFString = kSecAttrKeyTypeRSA\n  var bits: Int = 3072\n\
             \x20 var attributes: [String: Any] { [kSecAttrKeyType as String: type, kSecAttrKeySizeInBits as String: bits] }\n}\n\
             func a() -> SecKey? { SecKeyCreateRandomKey(Options().attributes as CFDictionary, nil) }\n\
             func b() -> SecKey? {\n  let o = Options(type: kSecAttrKeyTypeECSECPrimeRandom, bits: 521)\n\
             \x20 return SecKeyCreateRandomKey(o.attributes as CFDictionary, nil)\n}\n",
        )]),
        ["RSA-3072", "EC-P-521"]
    );
}

#[test]
fn conversions_of_rust_take_the_arm_of_what_is_converted() {
    assert_eq!(
        found(&[(
            "src/lib.rs",
            "use rsa::RsaPrivateKey;\npub enum Shape { Small, Large }\npub struct Params { bits: usize }\n\
             impl From<Shape> for Params {\n  fn from(shape: Shape) -> Self {\n    match shape {\n\
             \x20     Shape::Small => Params { bits: 1024 },\n      Shape::Large => Params { bits: 4096 },\n    }\n  }\n}\n\
             fn a(r: &mut OsRng) { let p: Params = Shape::Large.into(); RsaPrivateKey::new(r, p.bits); }\n\
             fn make(r: &mut OsRng, p: Params) { RsaPrivateKey::new(r, p.bits); }\n\
             fn b(r: &mut OsRng) { make(r, Shape::Small.into()); }\n",
        )]),
        ["RSA-4096", "RSA-1024"]
    );
}

#[test]
fn a_file_of_settings_is_read_into_a_structure_where_a_call_says_so() {
    const CONF: (&str, &str) = ("theme.conf", "cipher = DES-EDE3-CBC\n");
    assert_eq!(
        found(&[
            (
                "main.c",
                "#include <openssl/evp.h>\nstruct settings { char cipher[32]; };\nstatic struct settings current;\n\
                 EVP_CIPHER *opened(void) { return EVP_CIPHER_fetch(NULL, current.cipher, NULL); }\n\
                 int main(void) { read_theme(\"/etc/tool/theme.conf\"); opened(); return 0; }\n",
            ),
            CONF,
        ]),
        ["indeterminate"]
    );
    assert_eq!(
        found(&[
            (
                "main.c",
                "#include <openssl/evp.h>\n#define FILE_NAME \"/etc/tool/theme.conf\"\n\
                 struct settings { char cipher[32]; };\nstatic struct settings current;\n\
                 EVP_CIPHER *opened(void) { return EVP_CIPHER_fetch(NULL, current.cipher, NULL); }\n\
                 static void take(const char *file) { if (has(file, \"cipher\")) copy(current.cipher); }\n\
                 int main(void) { take(FILE_NAME); opened(); return 0; }\n",
            ),
            CONF,
        ]),
        ["3DES-168-CBC"]
    );
}

#[test]
fn what_is_too_far_is_not_what_stands_for_nothing() {
    assert_eq!(
        found(&[(
            "lib/keys.dart",
            "import 'package:pointycastle/export.dart';\nfinal int? a = 4096;\nint? b() => a;\nint? c() => b();\n\
             int? d() => c();\nint? e() => d();\nint? f() => e();\nint? g() => f();\n\
             final p = RSAKeyGeneratorParameters(BigInt.from(65537), g() ?? 1024, 64);\n",
        )]),
        ["RSA"]
    );
}

#[test]
fn structures_of_a_project_beside_say_nothing_of_those_of_the_same_name() {
    assert_eq!(
        found(&[
            (
                "alpha/main.go",
                "package main\nimport (\"crypto/rand\"; \"crypto/rsa\")\ntype Config struct{ Bits int }\n\
                 func make1(cfg *Config) { rsa.GenerateKey(rand.Reader, cfg.Bits) }\n",
            ),
            (
                "other.go",
                "package tools\ntype Config struct{ Bits int }\nvar def = &Config{Bits: 1024}\n"
            ),
        ]),
        ["RSA"]
    );
    assert_eq!(
        found(&[
            (
                "alpha/a.c",
                "#include <openssl/rsa.h>\n#include \"a.h\"\n\
                 int gen(struct config *cfg, RSA *r, BIGNUM *e) { return RSA_generate_key_ex(r, cfg->bits, e, NULL); }\n",
            ),
            ("alpha/a.h", "struct config { int bits; };\n"),
            ("other.c", "#include \"other.h\"\nvoid init(struct config *c) { c->bits = 512; }\n"),
            ("other.h", "struct config { int bits; char *name; };\n"),
        ]),
        ["RSA"]
    );
    // What includes the same header means the same type.
    assert_eq!(
        found(&[
            (
                "src/a.c",
                "#include <openssl/rsa.h>\n#include \"a.h\"\n\
                 int gen(struct config *cfg, RSA *r, BIGNUM *e) { return RSA_generate_key_ex(r, cfg->bits, e, NULL); }\n",
            ),
            ("src/a.h", "struct config { int bits; };\n"),
            ("main.c", "#include \"src/a.h\"\nvoid init(struct config *c) { c->bits = 3072; }\n"),
        ]),
        ["RSA-3072"]
    );
}

#[test]
fn what_may_give_anything_leaves_no_default() {
    macro_rules! with_key {
        ($made:literal) => {
            found(&[(
                "keys.py",
                concat!(
                    "from cryptography.hazmat.primitives.asymmetric import rsa\n",
                    "class Key:\n    def __init__(self, bits=2048, **_):\n",
                    "        self.key = rsa.generate_private_key(public_exponent=65537, key_size=bits)\n",
                    $made
                ),
            )])
        };
    }
    let through_a_table = with_key!(
        "KINDS = {'rsa': Key}\ndef make(spec):\n    return KINDS[spec['kind']](**spec)\n"
    );
    assert_eq!(through_a_table, ["RSA"]);
    assert_eq!(with_key!("def make(spec):\n    return Key(**spec.read())\n"), ["RSA"]);
    let told = with_key!("SPEC = {'bits': 4096}\ndef make():\n    return Key(**SPEC)\n");
    assert_eq!(told, ["RSA-4096"]);
    let nothing = with_key!("SPEC = {'name': 'x'}\ndef make():\n    return Key(**SPEC)\n");
    assert_eq!(nothing, ["RSA-2048"]);
}

#[test]
fn what_a_document_says_counts_before_what_was_there_when_it_was_read() {
    assert_eq!(
        found(&[
            (
                "cmd/main.go",
                "package main\nimport (\n\t\"crypto/rand\"\n\t\"crypto/rsa\"\n\t\"example.org/app/config\"\n)\n\
                 func main() {\n\tcfg, _ := config.Load(\"app.json\")\n\trsa.GenerateKey(rand.Reader, cfg.Bits)\n}\n",
            ),
            (
                "config/config.go",
                "package config\nimport (\n\t\"encoding/json\"\n\t\"os\"\n)\n\
                 type Config struct {\n\tBits int `json:\"bits\"`\n}\n\
                 func Load(path string) (*Config, error) {\n\tc := &Config{Bits: 2048}\n\
                 \traw, err := os.ReadFile(path)\n\tif err == nil {\n\t\terr = json.Unmarshal(raw, c)\n\t}\n\treturn c, err\n}\n",
            ),
            ("app.json", "{\"bits\": 3072}\n"),
        ]),
        ["RSA-3072"]
    );
}

#[test]
fn every_subclass_of_a_sealed_class_counts_and_each_has_its_own() {
    macro_rules! with_schemes {
        ($used:literal) => {
            found(&[(
                "Sealer.kt",
                concat!(
                    "import java.security.KeyPairGenerator\nsealed class Scheme(val type: String) {\n",
                    "    object Quick : Scheme(\"Ed25519\")\n",
                    "    data class Archive(val bits: Int = 2048) : Scheme(\"DSA\")\n}\n",
                    $used
                ),
            )])
        };
    }
    assert_eq!(
        with_schemes!(
            "class Sealer(private val s: Scheme) { fun f() = KeyPairGenerator.getInstance(s.type) }\n"
        ),
        ["Ed25519", "DSA"]
    );
    assert_eq!(
        with_schemes!("fun f() = KeyPairGenerator.getInstance(Scheme.Archive().type)\n"),
        ["DSA"]
    );
}

#[test]
fn what_a_block_or_an_arm_of_rust_sets_may_not_be_set_at_all() {
    let key = |body: &str| {
        let text = format!(
            "use rsa::RsaPrivateKey;\nfn key(r: &mut OsRng, level: &str, wide: bool) {{\n{body}\n  RsaPrivateKey::new(r, bits);\n}}\n"
        );
        let main = "fn main() { key(&mut OsRng, \"high\", wide()); }\n";
        found(&[("src/main.rs", &format!("{text}{main}"))])
    };
    assert_eq!(
        key(
            "  let bits;\n  match level { \"low\" => bits = 1024, \"high\" => bits = 3072, _ => panic!(), }"
        ),
        ["RSA-3072"]
    );
    assert_eq!(
        key("  let mut bits = 2048;\n  if wide { println!(\"wide\"); bits = 4096; }"),
        ["RSA-2048", "RSA-4096"]
    );
}

#[test]
fn a_key_of_rsa_does_not_tell_the_scheme_that_a_name_would() {
    const KEY: &str = "using Org.BouncyCastle.Crypto;\nusing Org.BouncyCastle.Crypto.Generators;\n\
                       using Org.BouncyCastle.Crypto.Parameters;\nusing Org.BouncyCastle.Security;\nclass Desk {\n\
                       \x20 AsymmetricCipherKeyPair Root() { var g = new RsaKeyPairGenerator(); g.Init(new RsaKeyGenerationParameters(e, r, 3072, 100)); return g.GenerateKeyPair(); }\n";
    let signed = |name: &str| {
        let text = format!(
            "{KEY}  void Seal(string given) {{ ISigner s = SignerUtilities.GetSigner({name}); s.Init(true, Root().Private); }}\n}}\n"
        );
        found(&[("Desk.cs", text.as_str())])
    };
    assert_eq!(signed("given"), ["RSA-3072", "RSA-3072"]);
    assert_eq!(
        signed("string.Concat(nameof(SHA384), \"withRSAandMGF1\")"),
        ["RSA-3072", "RSA-PSS-SHA-384-3072"]
    );
    // A library that takes the name of a digest has one padding.
    assert_eq!(
        found(&[(
            "sign.js",
            "const crypto = require('node:crypto');\n\
             const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 3072 });\n\
             exports.seal = (sum, text) => crypto.createSign(sum).update(text).sign(privateKey);\n",
        )])
        .last()
        .map(String::as_str),
        Some("RSA-PKCS1-1.5-3072")
    );
}

#[test]
fn what_is_only_named_is_no_use() {
    assert_eq!(
        found(&[(
            "Options.cs",
            "using System.Security.Authentication;\nclass Options {\n\
             \x20 public string Protocols { get; init; } = nameof(SslProtocols.Tls);\n}\n",
        )]),
        [] as [&str; 0]
    );
}

#[test]
fn what_a_document_says_counts_before_the_default_of_a_class_that_takes_it_over() {
    const SETTINGS: (&str, &str) = (
        "settings.py",
        "import tomllib\nfrom dataclasses import dataclass\nfrom pathlib import Path\n\
         _ALL = tomllib.loads(Path('depot.toml').read_text())\n\
         @dataclass(frozen=True)\nclass Depot:\n    bits: int = 2048\n    sum: str = 'md5'\n    curve: str = 'SECP384R1'\n\
         DEPOT = Depot(**_ALL['depot'])\nOTHER = Depot(**fetched())\nOWN = Depot(**{'bits': 3072})\n",
    );
    const USE: &str = "import hashlib\nfrom cryptography.hazmat.primitives.asymmetric import ec, rsa\nfrom settings import DEPOT, OTHER, OWN\n\
                       def a(): return rsa.generate_private_key(65537, DEPOT.bits)\n\
                       def b(d): return hashlib.new(DEPOT.sum, d)\n\
                       def c(): return ec.generate_private_key(getattr(ec, DEPOT.curve)())\n\
                       def d(): return rsa.generate_private_key(65537, OTHER.bits)\n\
                       def e(): return rsa.generate_private_key(65537, OWN.bits)\n\
                       def f(d): return hashlib.new(OWN.sum, d)\n";
    let document = ("depot.toml", "[depot]\nbits = 4096\nsum = \"sha3_256\"\n");
    assert_eq!(
        found(&[("use.py", USE), SETTINGS, document]),
        ["RSA-4096", "SHA3-256", "EC-P-384", "RSA", "RSA-3072", "MD5"]
    );
}

#[test]
fn the_document_that_an_object_is_read_from_is_the_one_that_is_asked() {
    const USE: &str = "require \"openssl\"\nclass Depot\n  def initialize(settings = Stored.settings)\n    @settings = settings\n  end\n\
                       \x20 def a = OpenSSL::PKey::RSA.generate(@settings.fetch(\"bits\", 1024))\n\
                       \x20 def b = OpenSSL::PKey::RSA.generate(Stored.settings.fetch(\"bits\"))\n\
                       \x20 def c = OpenSSL::PKey::RSA.generate(@settings.fetch(\"other_bits\", 3072))\nend\n";
    const STORED: (&str, &str) = (
        "stored.rb",
        "require \"yaml\"\nmodule Stored\n  def self.settings\n\
         \x20   @settings ||= YAML.load_file(\"config/depot.yml\", aliases: true).fetch(\"live\")\n  end\nend\n",
    );
    const DOCUMENT: (&str, &str) =
        ("config/depot.yml", "trial:\n  bits: 2048\nlive:\n  bits: 4096\n");
    assert_eq!(
        found(&[("use.rb", USE), STORED, DOCUMENT]),
        ["RSA-4096", "RSA-4096", "RSA-3072", "RSA"]
    );
}

#[test]
fn a_length_that_may_be_another_is_none() {
    assert_eq!(
        found(&[(
            "seal.py",
            "from cryptography.hazmat.primitives import hashes\nfrom cryptography.hazmat.primitives.ciphers.aead import AESGCM\n\
             from cryptography.hazmat.primitives.kdf.hkdf import HKDF\n\
             class Seal:\n    octets = 16\n    def key(self, s):\n\
             \x20       return HKDF(algorithm=hashes.SHA256(), length=self.octets, salt=None, info=b'').derive(s)\n\
             \x20   def seal(self, s, n, d):\n        return AESGCM(self.key(s)).encrypt(n, d, None)\n\
             class Long(Seal):\n    octets = 32\n\
             def one(s, n, d):\n\
             \x20   k = HKDF(algorithm=hashes.SHA256(), length=24, salt=None, info=b'').derive(s)\n\
             \x20   return AESGCM(k).encrypt(n, d, None)\n",
        )]),
        ["HKDF-SHA-256", "AES-GCM", "HKDF-SHA-256", "AES-192-GCM"]
    );
}

#[test]
fn what_is_no_mode_becomes_none() {
    assert_eq!(
        found(&[(
            "Seal.swift",
            "import CryptoSwift\n\
             func a(_ k: [UInt8], _ n: [UInt8]) throws { let make: (([UInt8]) -> BlockMode) = CFB.init(iv:)\n\
             \x20 _ = try CryptoSwift.AES(key: k, blockMode: make(n)) }\n\
             func b(_ k: [UInt8], _ n: [UInt8]) throws { let make = OFB.init\n\
             \x20 _ = try CryptoSwift.AES(key: k, blockMode: make(n)) }\n\
             func c(_ k: [UInt8], _ n: [UInt8]) throws { let held = CBC.init(iv: n)\n\
             \x20 _ = try CryptoSwift.AES(key: k, blockMode: held) }\n\
             func d(_ k: [UInt8], _ make: ([UInt8]) -> BlockMode) throws {\n\
             \x20 _ = try CryptoSwift.AES(key: k, blockMode: make(k)) }\n\
             func e(_ k: [UInt8], _ held: BlockMode) throws { _ = try CryptoSwift.AES(key: k, blockMode: held) }\n\
             func f(_ k: [UInt8]) throws { _ = try CryptoSwift.AES(key: k, blockMode: Chooser.best()) }\n",
        )]),
        ["AES-CFB", "AES-OFB", "AES-CBC", "AES", "AES", "AES"]
    );
}

#[test]
fn what_a_pointer_holds_is_no_method_of_another_class() {
    assert_eq!(
        found(&[
            (
                "sign.cpp",
                "#include <memory>\n#include <openssl/evp.h>\n#include <openssl/ec.h>\n#include \"store.hpp\"\n\
                 EVP_PKEY* made() { return EVP_EC_gen(\"P-521\"); }\n\
                 int sign(EVP_MD_CTX* ctx) {\n\
                 \x20 std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(made(), &EVP_PKEY_free);\n\
                 \x20 return EVP_DigestSignInit(ctx, nullptr, EVP_sha512(), nullptr, key.get());\n}\n",
            ),
            (
                "store.hpp",
                "#pragma once\nstruct Store {\n  static const Store& get() { static const Store one{}; return one; }\n};\n",
            ),
        ]),
        ["EC-P-521", "ECDSA-P-521-SHA-512"]
    );
}

#[test]
fn the_length_of_a_key_is_that_of_its_own_cipher() {
    assert_eq!(
        found(&[(
            "seal.cpp",
            "#include <cryptopp/des.h>\n#include <cryptopp/modes.h>\n#include <cryptopp/twofish.h>\n\
             using Own = CryptoPP::Twofish;\n\
             void a(const CryptoPP::byte* k, const CryptoPP::byte* n) {\n\
             \x20 CryptoPP::CBC_Mode<CryptoPP::DES_EDE3>::Encryption e(k, CryptoPP::DES_EDE3::DEFAULT_KEYLENGTH, n);\n}\n\
             void b(const CryptoPP::byte* k, const CryptoPP::byte* n) {\n\
             \x20 CryptoPP::CTR_Mode<CryptoPP::DES_EDE2>::Encryption e(k, CryptoPP::DES_EDE2::KEYLENGTH, n);\n}\n\
             void c(const CryptoPP::byte* k, const CryptoPP::byte* n) {\n\
             \x20 CryptoPP::CBC_Mode<Own>::Encryption e(k, Own::MAX_KEYLENGTH, n);\n}\n",
        )]),
        ["3DES-168-CBC", "3DES-112-CTR", "Twofish-256-CBC"]
    );
}

#[test]
fn what_is_sown_is_no_secret() {
    const HEAD: &str = "import random\n";
    for (body, expected) in [
        ("def seed_users(names):\n    random.shuffle(names)\n", 0),
        ("def seedling_of_today(rows):\n    return random.choice(rows)\n", 0),
        ("def seed_of_today(rows):\n    return rows[random.randrange(9)]\n", 0),
        ("def new_seed():\n    return random.getrandbits(128)\n", 1),
        ("def seed_bytes():\n    return random.randbytes(16)\n", 1),
        ("def seed_token():\n    return random.randbytes(16)\n", 1),
    ] {
        assert_eq!(found(&[("a.py", &format!("{HEAD}{body}"))]).len(), expected, "{body}");
    }
}
