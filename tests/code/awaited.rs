//! What C# and Dart hand on by a type, a number of a constant, a call that is awaited, or before the body of a
//! constructor.

use super::flows::found;

#[test]
fn a_function_of_csharp_makes_what_its_type_argument_says() {
    assert_eq!(
        found(&[
            (
                "Label.cs",
                "using Org.BouncyCastle.Crypto.Macs; using Org.BouncyCastle.Crypto.Digests; class Label {\n\
                 \x20 object A() => new HMac(Sums.NewSum<Sha384Digest>());\n\
                 \x20 object B() => new HMac(Sums.NewSum<Sha1Digest>());\n}\n",
            ),
            (
                "Sums.cs",
                "using Org.BouncyCastle.Crypto;\nstatic class Sums { public static IDigest NewSum<T>() where T : IDigest, new() => new T(); }\n",
            ),
        ]),
        ["HMAC-SHA-384", "HMAC-SHA-1"]
    );
}

#[test]
fn a_list_of_csharp_is_asked_by_the_number_of_a_constant() {
    assert_eq!(
        found(&[(
            "Sums.cs",
            "using System.Security.Cryptography; enum Slot { Here, There, Gone }\nclass Sums {\n\
             \x20 static readonly string[] Names = { \"SHA512\", \"SHA1\", \"MD5\" };\n\
             \x20 static string Of(Slot slot) => Names[(int)slot];\n\
             \x20 object A() => HashAlgorithm.Create(Of(Slot.There));\n\
             \x20 object B() => HashAlgorithm.Create(Names[(int)Slot.Here]);\n}\n",
        )]),
        ["SHA-1", "SHA-512"]
    );
}

#[test]
fn what_is_awaited_in_dart_is_what_is_given() {
    assert_eq!(
        found(&[(
            "a.dart",
            "import 'package:webcrypto/webcrypto.dart' as wc;\n\
             Future<List<int>> root(List<int> k, List<int> salt) async {\n\
             \x20 final key = await wc.Pbkdf2SecretKey.importRawKey(k);\n\
             \x20 return key.deriveBits(256, sum('SHA-512'), salt, 150000);\n}\n\
             Future<List<int>> leaf(List<int> k) => one().digestBytes(k);\n\
             wc.Hash one() => wc.Hash.sha1;\n\
             bool both(List<int> k) => !wc.Hash.sha384.digestBytes(k).isEmpty;\n\
             wc.Hash sum(String name) => switch (name) {\n  'SHA-1' => wc.Hash.sha1,\n  'SHA-512' => wc.Hash.sha512,\n\
             \x20 _ => wc.Hash.sha256,\n};\n",
        )]),
        ["PBKDF2-SHA-512", "SHA-1", "SHA-384"]
    );
}

#[test]
fn constructors_of_dart_set_fields_before_their_bodies() {
    assert_eq!(
        found(&[(
            "a.dart",
            "import 'package:pointycastle/export.dart';\nclass Keys {\n  Keys(List<int> seed) : _random = FortunaRandom() {\n\
             \x20   _random.seed(KeyParameter(seed));\n  }\n  final FortunaRandom _random;\n}\n",
        )]),
        ["CSPRNG"]
    );
}

#[test]
fn octets_that_a_function_makes_are_as_many_as_the_call_says() {
    assert_eq!(
        found(&[(
            "a.dart",
            "import 'dart:typed_data';\nimport 'package:encrypt/encrypt.dart';\n\
             Uint8List noise(int n) {\n  final out = Uint8List(n);\n  fill(out);\n  return out;\n}\n\
             Encrypter a() => Encrypter(AES(Key(noise(24)), mode: AESMode.ofb64));\n\
             Encrypter b() => Encrypter(AES(Key(noise(32)), mode: AESMode.cbc));\n",
        )]),
        ["AES-192-OFB", "AES-256-CBC"]
    );
}
