import 'dart:convert';
import 'dart:math';
import 'dart:typed_data';

import 'package:crypto/crypto.dart' as c;
import 'package:cryptography/cryptography.dart';

import 'config.dart';

/// Notes are sealed one by one; MD5 names of the first version stay.
class Notes {
  final _sealer = AesGcm.with256bits();

  Future<SecretBox> seal(String text, SecretKey key) => _sealer.encrypt(utf8.encode(text), secretKey: key);

  String name(String text) => c.md5.convert(utf8.encode(text)).toString();

  c.Digest sum(List<int> bytes) => noteHash.convert(bytes);

  String tag(List<int> key, List<int> bytes) => c.Hmac(c.sha256, key).convert(bytes).toString();

  Future<SecretKey> fromPassword(String password, List<int> salt) {
    final kdf = Pbkdf2(macAlgorithm: Hmac.sha512(), iterations: 120000, bits: 256);
    return kdf.deriveKeyFromPassword(password: password, nonce: salt);
  }

  Uint8List nonce() {
    final random = Random.secure();
    return Uint8List.fromList(List.generate(12, (_) => random.nextInt(256)));
  }

  String pin() => Random().nextInt(1000000).toString().padLeft(6, '0');

  int get hash => Object.hash(1, 2);
}
