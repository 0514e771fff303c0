import 'dart:io';
import 'package:crypto/crypto.dart';
import 'package:pointycastle/export.dart';
import 'package:cryptography/cryptography.dart' as c;
import 'package:encrypt/encrypt.dart' as enc;
import 'dart:typed_data';

// SHA1 was used before.
const kSizes = {'short': 1024, 'long': 4096};
const kDigestNames = <String>['SHA-256', 'SHA-512'];

enum Tier {
  low(2048, 'prime256v1'),
  high(3072, 'secp384r1');

  const Tier(this.bits, this.curve);
  final int bits;
  final String curve;
}

class KeySpec {
  final int bits;
  final String digest;
  const KeySpec({this.bits = 2048, this.digest = 'SHA-256'});
  factory KeySpec.archive() => const KeySpec(bits: 4096, digest: 'SHA-512');
}

class KeyFactory {
  SecureRandom random;
  KeyFactory(this.random);

  AsymmetricKeyPair archive() {
    final spec = KeySpec.archive();
    final gen = RSAKeyGenerator()
      ..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), spec.bits, 64), random));
    return gen.generateKeyPair();
  }

  AsymmetricKeyPair tiered({Tier tier = Tier.high}) {
    final domain = ECDomainParameters(tier.curve);
    final gen = KeyGenerator('EC')..init(ParametersWithRandom(ECKeyGeneratorParameters(domain), random));
    return gen.generateKeyPair();
  }

  AsymmetricKeyPair short() {
    final params = RSAKeyGeneratorParameters(BigInt.parse('65537'), kSizes['short']!, 12);
    return (RSAKeyGenerator()..init(ParametersWithRandom(params, random))).generateKeyPair();
  }
}

Uint8List digest(Uint8List data, {String name = 'SHA-256'}) => Digest(name).process(data);

Uint8List strong(Uint8List data) => digest(data, name: kDigestNames.last);

Hash pick(bool legacy) => legacy ? md5 : sha384;

String fingerprint(List<int> data) => pick(false).convert(data).toString();

List<int> tag(List<int> key, List<int> data) {
  final mac = Hmac(sha256, key);
  return mac.convert(data).bytes;
}

c.Cipher sealer(String level) => switch (level) {
      'fast' => c.Chacha20.poly1305Aead(),
      _ => c.AesGcm.with256bits(),
    };

enc.Encrypted lock(String text, enc.Key key, enc.IV iv, {enc.AESMode mode = enc.AESMode.ctr}) {
  return enc.Encrypter(enc.AES(key, mode: mode)).encrypt(text, iv: iv);
}

BlockCipher legacy(Uint8List key, Uint8List iv) {
  final cipher = CBCBlockCipher(DESedeEngine());
  cipher..reset()..init(true, ParametersWithIV(KeyParameter(key), iv));
  return cipher;
}

Uint8List stretch(Uint8List pw, Uint8List salt) {
  final d = KeyDerivator('${kDigestNames.first}/HMAC/PBKDF2')
    ..init(Pbkdf2Parameters(salt, 100000, 32));
  return d.process(pw);
}

class Signer {
  late final c.SignatureAlgorithm algorithm;
  Signer() : algorithm = c.Ed25519();
  Future<c.Signature> sign(List<int> d, c.KeyPair k) => algorithm.sign(d, keyPair: k);
}

final agreement = c.X25519();
void design() => print('des is in design');
