import 'dart:convert';
import 'dart:typed_data';

import 'package:pointycastle/pointycastle.dart';

import 'const.dart';
import 'random.dart';

Uint8List _run(String name, bool forEncryption, Uint8List key, Uint8List iv, Uint8List data) {
  final cipher = PaddedBlockCipher(name)
    ..init(
      forEncryption,
      PaddedBlockCipherParameters(ParametersWithIV(KeyParameter(key), iv), null),
    );
  return cipher.process(data);
}

/// Sales of one day, closed under the manager's code.
class RecordBook {
  RecordBook(String code, Uint8List salt) : _key = _stretch(code, salt);

  final Uint8List _key;

  static Uint8List _stretch(String code, Uint8List salt) {
    final kdf = KeyDerivator('SHA-256/HMAC/PBKDF2')
      ..init(Pbkdf2Parameters(salt, 150000, kRecordKeyBits ~/ 8));
    return kdf.process(utf8.encode(code));
  }

  Uint8List close(String day) {
    final iv = newRandom().nextBytes(16);
    final body = _run(kRecordCipher, true, _key, iv, utf8.encode(day));
    return Uint8List.fromList([...iv, ...body]);
  }

  String open(Uint8List stored) {
    final body = _run(kRecordCipher, false, _key, stored.sublist(0, 16), stored.sublist(16));
    return utf8.decode(body);
  }

  String checkSum(String day, {int bits = 512}) {
    final mac = Mac('SHA-$bits/HMAC')..init(KeyParameter(_key));
    return base64Encode(mac.process(utf8.encode(day)));
  }
}

/// Card terminals of 2011 send their totals like this.
Uint8List openTerminalTotals(Uint8List key, Uint8List message) =>
    _run(kTerminalCipher, false, key, message.sublist(0, 8), message.sublist(8));
