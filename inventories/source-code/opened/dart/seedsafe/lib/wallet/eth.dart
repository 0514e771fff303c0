import 'dart:math';
import 'dart:typed_data';

import 'package:encrypt/encrypt.dart' as enc;
import 'package:web3dart/crypto.dart';
import 'package:web3dart/web3dart.dart';

class EthAccount {
  EthAccount(this.credentials);

  factory EthAccount.fresh([Random? random]) =>
      EthAccount(EthPrivateKey.createRandom(random ?? Random.secure()));

  final EthPrivateKey credentials;

  Uint8List message(Uint8List payload) => credentials.signPersonalMessageToUint8List(payload);

  Uint8List topic(String event) => keccakUtf8(event);

  String keystore(String password) => Wallet.createNew(credentials, password, Random.secure()).toJson();
}

const cacheMode = enc.AESMode.ecb;

String cache(String clear, String secret) {
  final key = enc.Key.fromUtf8(secret.padRight(32).substring(0, 32));
  final encrypter = enc.Encrypter(enc.AES(key, mode: cacheMode));
  return encrypter.encrypt(clear).base64;
}

/// Picks a background; not a security matter.
int background(int themes) => Random().nextInt(themes);
