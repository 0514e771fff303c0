import 'dart:convert';
import 'dart:typed_data';

import 'package:cryptography/cryptography.dart';

abstract class Derivation {
  MacAlgorithm get mac;
  int get bits => 256;

  Future<SecretKey> derive(List<int> secret, List<int> salt) => Pbkdf2(
        macAlgorithm: mac,
        iterations: 2048,
        bits: bits,
      ).deriveKey(secretKey: SecretKey(secret), nonce: salt);
}

class PhraseDerivation extends Derivation {
  @override
  MacAlgorithm get mac => Hmac.sha512();

  @override
  int get bits => 512;
}

class LinkDerivation {
  const LinkDerivation(this.label);

  final String label;

  Future<SecretKey> expand(SecretKey shared) {
    final hkdf = Hkdf(hmac: Hmac(Sha256()), outputLength: 32);
    return hkdf.deriveKey(secretKey: shared, info: utf8.encode(label));
  }
}

Future<SecretKey> fromPassword(String password, Uint8List salt) => Argon2id(
      parallelism: 2,
      memory: 19456,
      iterations: 2,
      hashLength: 32,
    ).deriveKeyFromPassword(password: password, nonce: salt);
