//! Members of constants and of objects, what functions that are handed on do, and names of other files of a package.

use super::flows::found;

#[test]
fn what_a_handed_function_does_goes_with_its_own_call() {
    assert_eq!(
        found(&[(
            "A.kt",
            "import java.security.*\nimport java.security.spec.*\n\
             fun rsa() = pair(\"RSA\") { initialize(3072) }\n\
             fun ec() = pair(\"EC\") { initialize(ECGenParameterSpec(\"secp384r1\")) }\n\
             private fun pair(name: String, setup: KeyPairGenerator.() -> Unit) =\n\
             \x20   KeyPairGenerator.getInstance(name).apply(setup).generateKeyPair()\n",
        )]),
        ["RSA-3072", "EC-P-384"]
    );
    assert_eq!(
        found(&[(
            "A.java",
            "import java.security.*; import java.util.function.*; class A {\n\
             KeyPair with(Consumer<KeyPairGenerator> setup) throws Exception {\n\
             KeyPairGenerator g = KeyPairGenerator.getInstance(\"RSA\"); setup.accept(g); return g.generateKeyPair(); }\n\
             KeyPair large() throws Exception { return with(g -> g.initialize(6144)); } }",
        )]),
        ["RSA-6144"]
    );
}

#[test]
fn constants_of_swift_are_of_the_type_that_is_declared() {
    assert_eq!(
        found(&[(
            "a.swift",
            "import CryptoKit\nimport Security\n\
             enum Grade: Int {\n    case basic = 128, full = 256\n    static let standard: Grade = .full\n\
             \x20   var size: SymmetricKeySize { SymmetricKeySize(bitCount: rawValue) }\n\
             \x20   var modulus: Int {\n        switch self {\n        case .basic: return 2048\n        case .full: return 4096\n        }\n    }\n}\n\
             func a(grade: Grade = .standard) -> SymmetricKey { SymmetricKey(size: grade.size) }\n\
             func b() -> SecKey? {\n    SecKeyCreateRandomKey([kSecAttrKeyType: kSecAttrKeyTypeRSA, kSecAttrKeySizeInBits: Grade.full.modulus] as CFDictionary, nil)\n}\n",
        )]),
        ["AES-256", "RSA-4096"]
    );
}

#[test]
fn versions_of_two_branches_are_two_uses() {
    assert_eq!(
        found(&[(
            "A.kt",
            "import javax.net.ssl.SSLContext\n\
             fun f(old: Boolean) = SSLContext.getInstance(if (old) \"TLSv1\" else \"TLSv1.3\")\n",
        )]),
        ["TLS 1.0", "TLS 1.3"]
    );
}

#[test]
fn names_of_the_own_package_are_looked_up() {
    assert_eq!(
        found(&[
            (
                "bin.dart",
                "import 'package:crypto/crypto.dart' as c;\nimport 'package:ferry/ferry.dart';\n\
                 String a(List<int> d) => Level.standard.hash.convert(d).toString();\n\
                 final f = c.md5.convert([]);\n",
            ),
            ("lib/ferry.dart", "export 'level.dart';\n"),
            (
                "lib/level.dart",
                "import 'package:crypto/crypto.dart' as c;\n\
                 enum Level {\n  low(hash: c.md5),\n  high(hash: c.sha384);\n\n\
                 \x20 const Level({required this.hash});\n  final c.Hash hash;\n\n\
                 \x20 static Level get standard => high;\n}\n",
            ),
        ]),
        ["SHA-384", "MD5"]
    );
}

#[test]
fn parts_of_data_classes_and_elements_that_are_mapped() {
    assert_eq!(
        found(&[(
            "A.kt",
            "import java.security.*\ndata class Policy(val family: String, val size: Int)\n\
             val policies = listOf(Policy(\"RSA\", 7680), Policy(\"DH\", 3072))\n\
             fun String.sized(bits: Int) = \"$this-$bits\"\n\
             fun f() {\n    val (family, size) = policies.first()\n\
             \x20   KeyPairGenerator.getInstance(family).also { it.initialize(size) }\n}\n\
             fun g() = MessageDigest.getInstance(\"SHA\".sized(384))\n",
        )]),
        ["RSA-7680", "SHA-384"]
    );
    assert_eq!(
        found(&[(
            "A.java",
            "import java.security.*; import java.util.*; import java.util.stream.*; class A {\n\
             @Option(names = \"--bits\", defaultValue = \"4096\") int bits;\n\
             KeyPairGenerator g() throws Exception { KeyPairGenerator g = KeyPairGenerator.getInstance(\"RSA\"); g.initialize(bits); return g; }\n\
             List<MessageDigest> all() { return Stream.of(\"SHA-384\", \"MD2\").map(A::digest).collect(Collectors.toList()); }\n\
             static MessageDigest digest(String name) { return MessageDigest.getInstance(name); } }",
        )]),
        ["RSA-4096", "SHA-384", "MD2"]
    );
}

#[test]
fn the_name_of_a_member_is_no_padding_or_mode() {
    assert_eq!(
        found(&[(
            "A.cs",
            "using System.Security.Cryptography;\nclass A {\n\
             byte[] F(RSA key, byte[] d, Scheme s) => key.SignData(d, s.Hash, s.Padding);\n\
             Aes G(Row row) { var aes = Aes.Create(); aes.Mode = row.Mode; return aes; } }\n",
        )])
        .iter()
        .filter(|name| name.to_ascii_lowercase().contains("mode") || name.contains("adding"))
        .count(),
        0
    );
}
