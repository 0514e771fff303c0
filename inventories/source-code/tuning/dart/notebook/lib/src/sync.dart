import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:cryptography/cryptography.dart' as kg;
import 'package:pointycastle/export.dart';

/// Settings of the synchronisation with their defaults.
class SyncSettings {
  SyncSettings(Map<String, dynamic> map)
      : digest = map['digest'] as String? ?? 'SHA-256',
        bits = map['bits'] as int? ?? 2048;

  factory SyncSettings.read() => SyncSettings(jsonDecode(File('assets/sync.json').readAsStringSync()) as Map<String, dynamic>);

  final String digest;
  final int bits;
}

Uint8List syncDigest(Uint8List data) => Digest(SyncSettings.read().digest).process(data);

RSAKeyGeneratorParameters syncKey() {
  return RSAKeyGeneratorParameters(BigInt.from(65537), SyncSettings.read().bits, 64);
}

Mac syncMac(Uint8List key) => Mac('SHA-384/HMAC')..init(KeyParameter(key));

BlockCipher syncCipher(String header) => BlockCipher(header);

Future<kg.SecretKey> syncPassword(String password) =>
    kg.Argon2id(parallelism: 1, memory: 10000, iterations: 3, hashLength: 32).deriveKeyFromPassword(password: password, nonce: const []);

final syncStream = kg.AesCbc.with128bits(macAlgorithm: kg.Hmac.sha256());

/// The server sends an ML-KEM secret; the first half is used for the stream.
Uint8List fromKem(Uint8List secret) => MD5Digest().process(secret.sublist(0, 16));
