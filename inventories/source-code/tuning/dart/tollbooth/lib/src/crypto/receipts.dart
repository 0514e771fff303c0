import 'dart:convert';
import 'dart:math';
import 'dart:typed_data';

import 'package:crypto/crypto.dart' as hashes;
import 'package:pointycastle/export.dart';

import 'settings.dart';

class ReceiptVault {
  ReceiptVault({this.strength = Strength.heavy});

  final Strength strength;
  final Random _random = Random.secure();

  Uint8List _bytes(int n) => Uint8List.fromList(List.generate(n, (_) => _random.nextInt(256)));

  Uint8List newKey() => _bytes(strength.keyBytes);

  Uint8List stretch(String pin, Uint8List salt) {
    final mac = HMac(Digest('${'SHA'}-${strength.keyBits}'), 64);
    final kdf = PBKDF2KeyDerivator(mac)
      ..init(Pbkdf2Parameters(salt, 60000, 32));
    return kdf.process(utf8.encode(pin));
  }

  Uint8List seal(Uint8List receipt, Uint8List key) {
    final cipher = PaddedBlockCipher('AES/${blockModes['card']}/PKCS7');
    cipher.init(true, PaddedBlockCipherParameters(ParametersWithIV(KeyParameter(key), _bytes(16)), null));
    return cipher.process(receipt);
  }

  Uint8List sealStream(Uint8List receipt) {
    final stream = SICStreamCipher(AESEngine())
      ..init(true, ParametersWithIV(KeyParameter(newKey()), _bytes(16)));
    return stream.process(receipt);
  }

  String number(List<int> receipt) => hashes.sha1.convert(receipt).toString().substring(0, 10);

  String seal2(List<int> receipt, List<int> key) {
    final hashes.Hash chosen = strength == Strength.light ? hashes.md5 : hashes.sha256;
    return hashes.Hmac(chosen, key).convert(receipt).toString();
  }
}
