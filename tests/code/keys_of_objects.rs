//! Sizes that objects get elsewhere: in another file, from a chain of calls, in a function that changes them.

use super::flows::found;

#[test]
fn constructors_without_a_body_that_another_file_calls() {
    assert_eq!(
        found(&[
            (
                "Signer.scala",
                "package a\nimport java.security.KeyPairGenerator\nclass Signer(bits: Int) {\n  def make() = {\n\
                 \x20   val g = KeyPairGenerator.getInstance(\"RSA\")\n    g.initialize(bits)\n    g.generateKeyPair()\n  }\n}\n",
            ),
            ("Main.scala", "package a\nobject Main extends App {\n  new Signer(4096).make()\n}\n"),
        ]),
        ["RSA-4096"]
    );
    assert_eq!(
        found(&[
            (
                "Signer.cs",
                "using System.Security.Cryptography;\nnamespace A;\npublic sealed class Signer(int bits) {\n\
                 \x20 private readonly RSA key = RSA.Create(bits);\n\
                 \x20 public byte[] Sign(byte[] d) => key.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pss);\n}\n",
            ),
            ("Program.cs", "using A;\nvar s = new Signer(3072);\n"),
        ]),
        ["RSA-3072", "RSA-PSS-SHA-256-3072"]
    );
    assert_eq!(
        found(&[
            (
                "Signer.java",
                "package a;\nimport java.security.*;\npublic record Signer(int bits) {\n\
                 \x20 KeyPair make() throws Exception {\n    KeyPairGenerator g = KeyPairGenerator.getInstance(\"RSA\");\n\
                 \x20   g.initialize(bits);\n    return g.generateKeyPair();\n  }\n}\n",
            ),
            (
                "Main.java",
                "package a;\nclass Main { void f() throws Exception { new Signer(3072).make(); } }\n"
            ),
        ]),
        ["RSA-3072"]
    );
    // A class of the same name in the other file is another one.
    assert_eq!(
        found(&[
            (
                "Signer.kt",
                "package a\nimport java.security.KeyPairGenerator\nclass Signer(private val bits: Int) {\n\
                 \x20 fun make() = KeyPairGenerator.getInstance(\"RSA\").apply { initialize(bits) }\n}\n",
            ),
            ("Other.kt", "package b\nclass Signer(val bits: Int)\nval s = Signer(1024)\n"),
        ]),
        ["RSA"]
    );
}

#[test]
fn what_a_chain_of_calls_sets() {
    assert_eq!(
        found(&[(
            "main.rs",
            "use rsa::RsaPrivateKey;\nstruct Spec { bits: usize }\nimpl Spec {\n\
             \x20 fn new() -> Self { Self { bits: 2048 } }\n\
             \x20 fn bits(mut self, n: usize) -> Self { self.bits = n; self }\n}\n\
             fn a() { let s = Spec::new().bits(3072); RsaPrivateKey::new(&mut rng(), s.bits); }\n\
             fn b() { let s = Spec::new(); RsaPrivateKey::new(&mut rng(), s.bits); }\n",
        )]),
        ["RSA-3072", "RSA-2048"]
    );
}

#[test]
fn what_a_function_sets_in_an_object_of_its_caller() {
    assert_eq!(
        found(&[(
            "A.swift",
            "import _CryptoExtras\nstruct Options { var bits = 2048 }\n\
             func tune(_ o: inout Options) { o.bits = 4096 }\n\
             func f() throws {\n  var o = Options()\n  tune(&o)\n\
             \x20 _ = try _RSA.Signing.PrivateKey(keySize: _RSA.Signing.KeySize(bitCount: o.bits))\n}\n",
        )]),
        ["RSA-4096"]
    );
}

#[test]
fn a_property_called_like_its_enumeration() {
    assert_eq!(
        found(&[
            (
                "Signer.cs",
                "using System.Security.Cryptography;\nnamespace A;\npublic sealed class Signer(Profile profile) {\n\
                 \x20 private readonly RSA key = RSA.Create(profile.Bits);\n}\n",
            ),
            (
                "Profile.cs",
                "namespace A;\npublic enum Strength { Low = 1, High = 4 }\n\
                 public sealed record Profile(string Family, Strength Strength) {\n\
                 \x20 public int Bits => (int)Strength * 1024;\n\
                 \x20 public static readonly Dictionary<string, Profile> All = new() {\n\
                 \x20   [\"door\"] = new Profile(\"ec\", Strength.Low), [\"server\"] = new Profile(\"rsa\", Strength.High) };\n}\n",
            ),
            ("Program.cs", "using A;\nvar s = new Signer(Profile.All[\"server\"]);\n"),
        ]),
        ["RSA-4096"]
    );
}
