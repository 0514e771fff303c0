import 'dart:typed_data';

import 'package:pointycastle/export.dart';

import 'settings.dart';

/// Keys of a booth. The card readers get RSA, the coin wallet an EC key.
class Keyring {
  Keyring(this._random);

  final SecureRandom _random;

  AsymmetricKeyPair<PublicKey, PrivateKey> readerKey() {
    final params = RSAKeyGeneratorParameters(BigInt.from(65537), rsaModulus, 64);
    final generator = RSAKeyGenerator()
      ..init(ParametersWithRandom(params, _random));
    return generator.generateKeyPair();
  }

  AsymmetricKeyPair<PublicKey, PrivateKey> coinKey() {
    final domain = ECDomainParameters(walletCurve);
    final generator = KeyGenerator('EC')
      ..init(ParametersWithRandom(ECKeyGeneratorParameters(domain), _random));
    return generator.generateKeyPair();
  }

  Signature coinSign(Uint8List tx) {
    final signer = Signer('SHA-256/DET-ECDSA');
    signer.init(true, PrivateKeyParameter(coinKey().privateKey));
    return signer.generateSignature(tx);
  }

  bool readerVerify(RSAPublicKey key, Uint8List body, Uint8List signature) {
    final verifier = RSASigner(SHA256Digest(), '0609608648016503040201')
      ..init(false, PublicKeyParameter<RSAPublicKey>(key));
    return verifier.verifySignature(body, RSASignature(signature));
  }

  Uint8List wrap(RSAPublicKey key, Uint8List secret) {
    final engine = OAEPEncoding.withSHA256(RSAEngine())
      ..init(true, PublicKeyParameter<RSAPublicKey>(key));
    return engine.process(secret);
  }
}
