import 'dart:io';

import 'package:bcrypt/bcrypt.dart';
import 'package:encrypt/encrypt.dart';
import 'package:pointycastle/asymmetric/api.dart' show RSAPrivateKey, RSAPublicKey;

final _modes = {
  'list': AESMode.cbc,
  'backup': AESMode.ctr,
};

Encrypted lockList(String members, IV iv) {
  final key = Key.fromSecureRandom(256 ~/ 8);
  return Encrypter(AES(key, mode: _modes['list']!)).encrypt(members, iv: iv);
}

Encrypted addressForCourier(String address, RSAPublicKey courier) =>
    Encrypter(RSA(publicKey: courier)).encrypt(address);

String honeyLabel(String batch, RSAPrivateKey key) =>
    Signer(RSASigner(RSASignDigest.SHA256, privateKey: key)).sign(batch).base64;

String password(String plain) {
  final rounds = int.parse(Platform.environment['HIVE_ROUNDS'] ?? '12');
  return BCrypt.hashpw(plain, BCrypt.gensalt(logRounds: rounds));
}

const usage = '''
hivewatch members
  --aes      annual entry statement
  --ssh      keep quiet, print nothing
''';
