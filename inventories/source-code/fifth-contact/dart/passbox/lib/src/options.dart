import 'dart:io';

import 'package:args/args.dart';
import 'package:encrypt/encrypt.dart';

/// Strength of a box, from coffee to vault.
enum Strength {
  coffee(keyBits: 128, mode: AESMode.ecb),
  vault(keyBits: 256, mode: AESMode.ctr);

  const Strength({required this.keyBits, required this.mode});

  final int keyBits;
  final AESMode mode;

  String get mac => 'SHA-${keyBits * 2}/HMAC';
}

final parser = ArgParser()
  ..addOption('strength', defaultsTo: 'vault', help: 'coffee (aes-ecb) or vault')
  ..addOption('modulus', defaultsTo: '3072')
  ..addOption('share-curve', defaultsTo: 'brainpoolp384r1');

final String exportHash = Platform.environment['PASSBOX_HASH'] ?? 'SHA-512/224';

const pinRounds = 12;
const words = ['des', 'rsa', 'ours'];
