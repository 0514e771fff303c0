//! Settings that programs read from documents: what stands there counts before the defaults of classes and calls.

use super::flows::found;

#[test]
fn what_a_document_says_of_a_decoded_object_counts_before_its_class() {
    assert_eq!(
        found(&[
            (
                "Keys.swift",
                "import Security\nstruct Config: Decodable {\n    var rsaBits: Int = 1024\n\
                 \x20   static func load(_ d: Data) -> Config {\n\
                 \x20       return (try? JSONDecoder().decode(Config.self, from: d)) ?? Config()\n    }\n}\n\
                 func make(_ d: Data) -> SecKey? {\n    let config = Config.load(d)\n\
                 \x20   return SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: config.rsaBits] as CFDictionary, nil)\n}\n",
            ),
            ("config.json", "{ \"rsa_bits\": 3072 }"),
        ]),
        ["RSA-3072"]
    );
    assert_eq!(
        found(&[
            (
                "Clerk.cs",
                "using System.Security.Cryptography; using Microsoft.Extensions.Options;\n\
                 public class KeySettings { public int Bits { get; set; } = 1024; public string Curve { get; set; } = \"nistP256\"; }\n\
                 public class Clerk { private readonly KeySettings _s; public Clerk(IOptions<KeySettings> o) => _s = o.Value;\n\
                 public RSA A() => RSA.Create(_s.Bits);\n\
                 public ECDsa B() => ECDsa.Create(ECCurve.CreateFromFriendlyName(_s.Curve)); }\n",
            ),
            ("appsettings.json", "{ \"Vault\": { \"Bits\": 4096, \"Curve\": \"nistP384\" } }"),
        ]),
        ["RSA-4096", "ECDSA-P-384"]
    );
    assert_eq!(
        found(&[
            (
                "A.kt",
                "import java.security.*\nimport kotlinx.serialization.Serializable\n\
                 enum class Level(val bits: Int) { LOW(1024), TOP(8192) }\n\
                 @Serializable data class Mill(val sum: String = \"MD5\", val level: Level = Level.LOW)\n\
                 class Works(private val mill: Mill) {\n\
                 fun a() = MessageDigest.getInstance(mill.sum)\n\
                 fun b() = KeyPairGenerator.getInstance(\"RSA\").apply { initialize(mill.level.bits) }\n}\n",
            ),
            ("mill.json", "{ \"sum\": \"SHA-384\", \"level\": \"TOP\" }"),
        ]),
        ["SHA-384", "RSA-8192"]
    );
    assert_eq!(
        found(&[
            (
                "A.java",
                "import java.security.*; class A { private final Signing s; A(Signing s) { this.s = s; }\n\
                 Signature f() throws Exception { return Signature.getInstance(s.algorithm()); } }\n\
                 @ConfigurationProperties(\"app.signing\") record Signing(String algorithm, String store) {}\n",
            ),
            (
                "application.yml",
                "app:\n  signing:\n    algorithm: SHA384withECDSA\n    store: a\n  other:\n    algorithm: x\n",
            ),
        ]),
        ["ECDSA-SHA-384"]
    );
    assert_eq!(
        found(&[
            (
                "A.scala",
                "import java.security._\nimport pureconfig._\n\
                 final case class Port(sum: String = \"MD5\", rsa: Rsa = Rsa())\nfinal case class Rsa(bits: Int = 512)\n\
                 class Crane(port: Port = ConfigSource.default.at(\"port\").loadOrThrow[Port]) {\n\
                 \x20 def a() = MessageDigest.getInstance(port.sum)\n\
                 \x20 def b() = { val g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(port.rsa.bits); g }\n}\n",
            ),
            ("application.conf", "port {\n  sum = \"SHA-384\"\n  rsa {\n    bits = 3072\n  }\n}\n"),
        ]),
        ["SHA-384", "RSA-3072"]
    );
}

#[test]
fn a_class_that_is_only_called_like_settings_is_not_filled_by_any_section() {
    assert_eq!(
        found(&[
            (
                "Clerk.cs",
                "using System.Security.Cryptography;\n\
                 public class KeySettings { public int Size { get; set; } = 3072; public string Store { get; set; } = \"a\"; public string Owner { get; set; } = \"b\"; }\n\
                 public class Clerk { private readonly KeySettings _s = new KeySettings(); public RSA A() => RSA.Create(_s.Size); }\n",
            ),
            ("appsettings.json", "{ \"Cache\": { \"Size\": 1024 } }"),
        ]),
        ["RSA-3072", "RSA"]
    );
}

#[test]
fn trees_of_documents_are_asked_by_their_keys() {
    assert_eq!(
        found(&[
            (
                "a.dart",
                "import 'dart:convert';\nimport 'dart:io';\nimport 'package:pointycastle/export.dart';\n\
                 final Map<String, dynamic> _gate = jsonDecode(File('gate.json').readAsStringSync())['pass'];\n\
                 class Settings {\n  Settings(Map<String, dynamic> map) : sum = map['sum'] as String? ?? 'MD5';\n\
                 \x20 factory Settings.read() => Settings(jsonDecode(File('gate.json').readAsStringSync()) as Map<String, dynamic>);\n\
                 \x20 final String sum;\n}\n\
                 final a = Digest(_gate['digest'] ?? 'SHA-256');\nfinal b = Digest(Settings.read().sum);\n",
            ),
            ("gate.json", "{ \"pass\": { \"digest\": \"SHA-384\" }, \"sum\": \"SHA-512\" }"),
        ]),
        ["SHA-384", "SHA-512"]
    );
    assert_eq!(
        found(&[
            (
                "A.java",
                "import java.security.*; import java.io.File; import com.fasterxml.jackson.databind.*;\n\
                 class A { private final JsonNode tree; A() throws Exception { this.tree = new ObjectMapper().readTree(new File(\"a.json\")); }\n\
                 MessageDigest f() throws Exception { return MessageDigest.getInstance(tree.path(\"x\").get(\"sum\").asText(\"MD5\")); } }",
            ),
            ("a.json", "{ \"x\": { \"sum\": \"SHA-512\" } }"),
        ]),
        ["SHA-512"]
    );
}
