import 'dart:typed_data';

import 'package:encrypt/encrypt.dart';
import 'package:pointycastle/asymmetric/api.dart' show RSAPrivateKey, RSAPublicKey;

import '../core/sensitivity.dart';

class SealedRecord {
  SealedRecord(this.iv, this.body);

  final IV iv;
  final Encrypted body;
}

class RecordCipher {
  RecordCipher._(this.sensitivity) : _key = Key.fromSecureRandom(sensitivity.keyLength);

  factory RecordCipher.closedFiles() => RecordCipher._(Sensitivity.psychiatric);

  final Sensitivity sensitivity;
  final Key _key;

  late final Encrypter _encrypter = Encrypter(AES(_key, mode: sensitivity.mode));

  SealedRecord seal(String text) {
    final iv = IV.fromSecureRandom(12);
    return SealedRecord(iv, _encrypter.encrypt(text, iv: iv));
  }

  String open(SealedRecord record) => _encrypter.decrypt(record.body, iv: record.iv);

  /// Records of the predecessor, whose export the county still sends.
  static String openImported(String base64, String secret) {
    final key = Key.fromUtf8(secret);
    return Encrypter(AES(key, mode: Sensitivity.imported.mode)).decrypt64(base64);
  }

  static Encrypted thumbnail(Key key, List<int> png) => Encrypter(AES(key)).encryptBytes(png, iv: IV.fromLength(16));

  static Encrypted ticket(Uint8List key, String text) => Encrypter(Fernet(Key(key))).encrypt(text);
}

class Courier {
  Courier(this.clinic, this.own);

  final RSAPublicKey clinic;
  final RSAPrivateKey own;

  String wrap(Key session) =>
      Encrypter(RSA(publicKey: clinic, encoding: RSAEncoding.OAEP)).encrypt(session.base64).base64;

  String unwrapOld(String base64) => Encrypter(RSA(privateKey: own)).decrypt64(base64);

  String receipt(String text) {
    final signer = Signer(RSASigner(RSASignDigest.SHA256, privateKey: own, publicKey: clinic));
    return signer.sign(text).base64;
  }
}
