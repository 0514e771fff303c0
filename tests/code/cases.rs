//! What patterns take out of values, what objects have for themselves, functions in tables, files that structures are
//! read from.

use super::flows::found;

#[test]
fn cases_take_the_parts_of_what_is_made() {
    assert_eq!(
        found(&[(
            "src/Keys.scala",
            "import java.security._\nimport java.security.spec._\n\
             enum Kind:\n  case Ec(curve: String)\n  case Rsa(bits: Int)\n\
             object Keys {\n  def pair(kind: Kind): KeyPair = kind match {\n\
             \x20   case Kind.Ec(curve) =>\n      val g = KeyPairGenerator.getInstance(\"EC\")\n\
             \x20     g.initialize(new ECGenParameterSpec(curve))\n      g.generateKeyPair()\n\
             \x20   case Kind.Rsa(bits) =>\n      val g = KeyPairGenerator.getInstance(\"RSA\")\n\
             \x20     g.initialize(bits)\n      g.generateKeyPair()\n  }\n\
             \x20 val a = pair(Kind.Rsa(3 * 1024))\n  val b = pair(Kind.Ec(\"secp384r1\"))\n}\n",
        )]),
        ["EC-P-384", "RSA-3072"]
    );
    assert_eq!(
        found(&[(
            "src/Keys.java",
            "import java.security.*;\nclass Keys {\n  sealed interface Kind {}\n\
             \x20 record Rsa(int bits) implements Kind {}\n  record Dsa(int bits) implements Kind {}\n\
             \x20 static Object make(Kind kind) throws Exception {\n    return switch (kind) {\n\
             \x20     case Rsa(int bits) -> {\n        var g = KeyPairGenerator.getInstance(\"RSA\");\n\
             \x20       g.initialize(bits);\n        yield g.generateKeyPair();\n      }\n\
             \x20     case Dsa dsa -> {\n        var g = KeyPairGenerator.getInstance(\"DSA\");\n\
             \x20       g.initialize(dsa.bits());\n        yield g.generateKeyPair();\n      }\n    };\n  }\n\
             \x20 Object a() throws Exception { return make(new Rsa(4096)); }\n\
             \x20 Object b() throws Exception { return make(new Dsa(2048)); }\n}\n",
        )]),
        ["RSA-4096", "DSA-2048"]
    );
    assert_eq!(
        found(&[(
            "Keys.cs",
            "using System.Security.Cryptography;\nabstract record Kind {\n\
             \x20 public record Rsa(int Bits) : Kind;\n  public record Dsa(int Size) : Kind;\n}\n\
             static class Keys {\n  static AsymmetricAlgorithm Make(Kind kind) => kind switch {\n\
             \x20   Kind.Rsa(var bits) => RSA.Create(bits),\n    Kind.Dsa { Size: var size } => DSA.Create(size),\n\
             \x20   _ => null,\n  };\n  static object A = Make(new Kind.Rsa(3072));\n\
             \x20 static object B = Make(new Kind.Dsa(1024));\n}\n",
        )]),
        ["RSA-3072", "DSA-1024"]
    );
    assert_eq!(
        found(&[(
            "Keys.swift",
            "import Security\nenum Kind { case rsa(bits: Int), ec(Int) }\n\
             func make(_ kind: Kind) -> SecKey? {\n  switch kind {\n  case .rsa(let bits):\n\
             \x20   return SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: bits] as CFDictionary, nil)\n\
             \x20 case let .ec(size):\n\
             \x20   return SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: size] as CFDictionary, nil)\n\
             \x20 }\n}\nfunc a() { _ = make(.rsa(bits: 4096)) }\nfunc b() { _ = make(.ec(384)) }\n",
        )]),
        ["RSA-4096", "EC-P-384"]
    );
}

#[test]
fn an_object_has_its_own_members_before_those_of_its_class() {
    assert_eq!(
        found(&[(
            "src/Keys.kt",
            "import java.security.*\nimport javax.crypto.*\n\
             sealed class Partner(val name: String) {\n  open val bits: Int get() = 2048\n\
             \x20 data object North : Partner(\"n\") { override val bits = 3072 }\n\
             \x20 data object South : Partner(\"s\")\n}\n\
             enum class Grade(val size: Int) {\n  WEAK(128) { override fun transformation() = \"AES/ECB/PKCS5Padding\" },\n\
             \x20 STRONG(256) { override fun transformation() = \"AES/GCM/NoPadding\" };\n  abstract fun transformation(): String\n}\n\
             val a = KeyPairGenerator.getInstance(\"RSA\").apply { initialize(Partner.North.bits) }\n\
             val b = KeyPairGenerator.getInstance(\"RSA\").apply { initialize(Partner.South.bits) }\n\
             class Box(private val grade: Grade = Grade.STRONG) {\n  val cipher = Cipher.getInstance(grade.transformation())\n}\n",
        )]),
        ["RSA-3072", "RSA-2048", "AES-GCM"]
    );
}

#[test]
fn functions_in_tables_get_what_calls_of_the_elements_give() {
    assert_eq!(
        found(&[(
            "Keys.cs",
            "using System;\nusing System.Collections.Generic;\nusing System.Security.Cryptography;\nclass Keys {\n\
             \x20 readonly Dictionary<string, Func<int, AsymmetricAlgorithm>> makers = new() {\n\
             \x20   [\"rsa\"] = bits => RSA.Create(bits),\n    [\"dsa\"] = bits => DSA.Create(bits),\n  };\n\
             \x20 object A() => makers[\"rsa\"](3072);\n  object B() => makers[\"dsa\"](1024);\n}\n",
        )]),
        ["RSA-3072", "DSA-1024"]
    );
    assert_eq!(
        found(&[(
            "src/Keys.java",
            "import java.security.*;\nimport java.util.*;\nimport java.util.function.*;\nclass Keys {\n\
             \x20 static final Map<String, Function<Integer, Object>> MAKERS = Map.of(\n\
             \x20   \"rsa\", bits -> pair(\"RSA\", bits), \"dh\", bits -> pair(\"DH\", bits));\n\
             \x20 static Object pair(String name, int bits) {\n    try {\n\
             \x20     var g = KeyPairGenerator.getInstance(name);\n      g.initialize(bits);\n\
             \x20     return g.generateKeyPair();\n    } catch (GeneralSecurityException e) { return null; }\n  }\n\
             \x20 Object a() { return MAKERS.get(\"rsa\").apply(4096); }\n\
             \x20 Object b() { return MAKERS.get(\"dh\").apply(2048); }\n}\n",
        )]),
        ["RSA-4096", "DH-2048"]
    );
}

#[test]
fn a_file_of_settings_counts_before_the_defaults_of_a_structure() {
    const MAIN: &str = "#include <openssl/evp.h>\nstruct settings { char cipher[32]; };\n\
                const struct settings defaults = { .cipher = \"DES-EDE3-CBC\" };\n\
                static struct settings current;\n\
                EVP_CIPHER *opened(void) { return EVP_CIPHER_fetch(NULL, current.cipher, NULL); }\n\
                int load(void) { current = defaults; return read_into(&current, \"/etc/tool/tool.conf\"); }\n";
    const CONF: (&str, &str) = ("etc/tool.conf", "cipher = AES-256-CBC\n");
    assert_eq!(found(&[("src/main.c", MAIN), CONF]), ["AES-256-CBC"]);
    const RECORDS: &str = "package d;\nimport org.springframework.boot.context.properties.ConfigurationProperties;\n\
                   @ConfigurationProperties(prefix = \"d\")\npublic record P(Signing signing) {\n\
                   \x20 public record Signing(String digest) {}\n}\n";
    const USED: &str = "package d;\nimport java.security.*;\nclass U {\n  private final P p;\n\
                \x20 U(P p) { this.p = p; }\n\
                \x20 Object b() throws Exception { return MessageDigest.getInstance(p.signing().digest()); }\n}\n";
    const YAML: &str = "d:\n  signing:\n    digest: SHA3-384\n";
    assert_eq!(
        found(&[
            ("src/main/java/d/U.java", USED),
            ("src/main/java/d/P.java", RECORDS),
            ("src/main/resources/application.yml", YAML),
        ]),
        ["SHA3-384"]
    );
}

#[test]
fn tables_by_constants_of_enumerations_are_asked_by_their_names() {
    assert_eq!(
        found(&[(
            "src/Keys.java",
            "import java.security.*;\nimport java.util.*;\nclass Keys {\n\
             \x20 enum Level { LOW(1), HIGH(2); final int n; Level(int n) { this.n = n; } }\n\
             \x20 static final Map<Level, String> NAMES =\n\
             \x20   new EnumMap<>(Map.of(Level.LOW, \"MD5\", Level.HIGH, \"SHA3-512\"));\n\
             \x20 Object a() throws Exception { return MessageDigest.getInstance(NAMES.get(Level.HIGH)); }\n}\n",
        )]),
        ["SHA3-512"]
    );
}

#[test]
fn property_lists_and_settings_of_applications_count_before_defaults() {
    assert_eq!(
        found(&[
            (
                "Sources/App/Wallet.swift",
                "import Security\nstruct Preferences: Decodable {\n  var keyBits: Int?\n  var title: String?\n}\n\
                 let read = try PropertyListDecoder().decode(Preferences.self, from: data)\n\
                 func key(p: Preferences) -> SecKey? {\n\
                 \x20 SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: p.keyBits ?? 2048] as CFDictionary, nil)\n}\n",
            ),
            (
                "Sources/App/Resources/preferences.plist",
                "<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n<dict>\n<key>title</key>\n<string>a</string>\n\
                 <key>keyBits</key>\n<integer>4096</integer>\n</dict>\n</plist>\n",
            ),
        ]),
        ["RSA-4096"]
    );
    assert_eq!(
        found(&[
            (
                "Keys.cs",
                "using System.Configuration;\nusing System.Security.Cryptography;\nclass Keys {\n\
                 \x20 object A() => HashAlgorithm.Create(ConfigurationManager.AppSettings[\"Digest\"]);\n}\n",
            ),
            (
                "App.config",
                "<?xml version=\"1.0\"?>\n<configuration>\n<appSettings>\n<add key=\"Digest\" value=\"SHA384\"/>\n\
                 </appSettings>\n</configuration>\n",
            ),
        ]),
        ["SHA-384"]
    );
}
