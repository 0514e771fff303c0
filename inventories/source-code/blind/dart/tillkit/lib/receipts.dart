import 'dart:convert';
import 'dart:typed_data';

import 'package:pointycastle/export.dart';

import 'const.dart';
import 'random.dart';

/// The finance ministry verifies receipts with the public key of the till.
class ReceiptSigner {
  ReceiptSigner({int bits = kReceiptKeyBits}) {
    final generator = RSAKeyGenerator()
      ..init(ParametersWithRandom(
        RSAKeyGeneratorParameters(BigInt.from(65537), bits, 64),
        newRandom(),
      ));
    final pair = generator.generateKeyPair();
    publicKey = pair.publicKey as RSAPublicKey;
    _privateKey = pair.privateKey as RSAPrivateKey;
  }

  late final RSAPublicKey publicKey;
  late final RSAPrivateKey _privateKey;
  Uint8List _previous = Uint8List(32);

  Uint8List sign(String receipt) {
    final signer = RSASigner(SHA256Digest(), '0609608648016503040201')
      ..init(true, PrivateKeyParameter<RSAPrivateKey>(_privateKey));
    _previous = SHA3Digest(256).process(Uint8List.fromList([..._previous, ...utf8.encode(receipt)]));
    return signer.generateSignature(_previous).bytes;
  }

  /// A key for the back office, closed with its public key.
  static Uint8List wrapForOffice(Uint8List key, RSAPublicKey office) {
    final cipher = OAEPEncoding.withSHA256(RSAEngine())
      ..init(true, PublicKeyParameter<RSAPublicKey>(office));
    return cipher.process(key);
  }
}
