import 'dart:math';
import 'dart:typed_data';

import 'package:bip39/bip39.dart' as bip39;
import 'package:web3dart/web3dart.dart';

Random Function() entropy = Random.secure;

String keystore(String password, {int scryptN = 8192}) {
  final rng = entropy();
  final credentials = EthPrivateKey.createRandom(rng);
  return Wallet.createNew(credentials, password, rng, scryptN: scryptN).toJson();
}

String phrase() => bip39.generateMnemonic(strength: 256);

Uint8List seed(String words) => bip39.mnemonicToSeed(words);

Uint8List login(EthPrivateKey key, Uint8List challenge) => key.signPersonalMessageToUint8List(challenge);

int shuffleSeed() => Random(DateTime.now().day).nextInt(7);
