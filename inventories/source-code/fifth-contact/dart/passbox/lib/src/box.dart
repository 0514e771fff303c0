import 'dart:math';
import 'dart:typed_data';

import 'package:bcrypt/bcrypt.dart' as bc;
import 'package:crypto/crypto.dart' show Hmac, sha1, sha512;
import 'package:encrypt/encrypt.dart';
import 'package:pointycastle/export.dart' as pc;

import 'options.dart';

typedef Sum = List<int> Function(List<int>);

class Box {
  Box(String phrase, {this.strength = Strength.vault, Sum? sum})
      : key = Key.fromUtf8(phrase).stretch(strength.keyBits ~/ 8, iterationCount: 50000),
        sum = sum ?? _plain;

  final Strength strength;
  final Key key;
  final Sum sum;

  static List<int> _plain(List<int> data) => sha512.convert(data).bytes;

  Encrypted close(String text) {
    final iv = IV.fromSecureRandom(16);
    return Encrypter(AES(key, mode: strength.mode)).encrypt(text, iv: iv);
  }

  List<int> label(String text) => Hmac(sha1, key.bytes).convert(text.codeUnits).bytes;

  Uint8List seal(Uint8List data) {
    final mac = pc.Mac(strength.mac)..init(pc.KeyParameter(key.bytes));
    return mac.process(data);
  }

  Uint8List export(Uint8List data) => pc.Digest(exportHash).process(data);

  String pin() => List.generate(6, (_) => Random().nextInt(10)).join();

  String hashPin(String pin) => bc.BCrypt.hashpw(pin, bc.BCrypt.gensalt(logRounds: pinRounds));

  String importOld(String text, Uint8List old) =>
      Encrypter(Fernet(Key(old))).decrypt64(text);
}
