import 'package:pointycastle/export.dart';

enum Strength {
  light(keyBits: 128, digest: 'SHA-1'),
  normal(keyBits: 192, digest: 'SHA-256'),
  heavy(keyBits: 256, digest: 'SHA-512');

  const Strength({required this.keyBits, required this.digest});

  final int keyBits;
  final String digest;

  int get keyBytes => keyBits ~/ 8;
}

const rsaModulus = 4096;
const walletCurve = 'secp256k1';
const blockModes = {'card': 'CBC', 'receipt': 'SIC'};

String describe(Strength s) => 'strength ${s.name}';
