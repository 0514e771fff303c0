import 'dart:typed_data';

import 'package:hive/hive.dart';
import 'package:pointycastle/pointycastle.dart';

import '../core/vault_config.dart';

class Attachments {
  Attachments(this.config);

  final VaultConfig config;

  Future<Box<Uint8List>> open() async {
    final key = Hive.generateSecureKey();
    return Hive.openBox('attachments', encryptionCipher: HiveAesCipher(key));
  }

  Uint8List scramble(Uint8List key, Uint8List nonce, Uint8List scan) {
    final cipher = StreamCipher(config.attachments)
      ..init(true, ParametersWithIV(KeyParameter(key), nonce));
    return cipher.process(scan);
  }

  Uint8List unlock(Uint8List pin, Uint8List salt) {
    final kdf = KeyDerivator('${config.kdfDigest}/HMAC/PBKDF2')
      ..init(Pbkdf2Parameters(salt, config.iterations, 32));
    return kdf.process(pin);
  }

  int compare(Uint8List a, Uint8List b) => Object.hashAll(a).compareTo(Object.hashAll(b));
}
