import 'dart:convert';
import 'dart:typed_data';

import 'package:crypto/crypto.dart';
import 'package:encrypt/encrypt.dart';
import 'package:flutter_secure_storage/flutter_secure_storage.dart';
import 'package:jose/jose.dart';
import 'package:sodium_libs/sodium_libs.dart';
import 'package:bcrypt/bcrypt.dart';

enum Mode {
  letter(AESMode.gcm, 32),
  card(AESMode.ctr, 16),
  scrap(AESMode.ecb, 24);

  const Mode(this.aes, this.length);
  final AESMode aes;
  final int length;
}

extension Closing on String {
  Encrypted close(Mode mode) {
    final key = Key.fromSecureRandom(mode.length);
    final iv = IV.fromSecureRandom(16);
    return Encrypter(AES(key, mode: mode.aes)).encrypt(this, iv: iv);
  }
}

Encrypted letter(String text) => text.close(Mode.letter);
Encrypted scrap(String text) => text.close(Mode.scrap);

class Mailer {
  Mailer(this._sodium, {Hash? sum}) : _sum = sum ?? sha224;

  final Sodium _sodium;
  final Hash _sum;

  static Mailer standard(Sodium sodium) => Mailer(sodium);

  String sum(List<int> data) => _sum.convert(data).toString();

  List<String> sums(List<int> data) => [for (final h in const [md5, sha512256]) h.convert(data).toString()];

  String token(Map<String, dynamic> claims, JsonWebKey key) {
    final builder = JsonWebSignatureBuilder()
      ..jsonContent = claims
      ..addRecipient(key, algorithm: const String.fromEnvironment('MAIL_ALG', defaultValue: 'ES512'));
    return builder.build().toCompactSerialization();
  }

  JsonWebKey newKey() => JsonWebKey.generate(JsonWebAlgorithm.a128gcm.name);

  KeyPair pair() => _sodium.crypto.kx.keyPair();

  Uint8List box(Uint8List text, Uint8List nonce, SecureKey key) =>
      _sodium.crypto.aeadXChaCha20Poly1305IETF.encrypt(message: text, nonce: nonce, key: key);

  Uint8List signBlind(Uint8List text, SecureKey key) => _sodium.crypto.sign.detached(message: text, secretKey: key);

  String remember(String password) => BCrypt.hashpw(password, BCrypt.gensalt(logRounds: 11));
}

/// Sorts letters by the hash of the street; nothing is signed here.
int pigeonhole(String street) => street.hashCode % 16;
