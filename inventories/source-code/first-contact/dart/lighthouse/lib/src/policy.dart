import 'package:cryptography/cryptography.dart';

/// Ships ask for RSA-1024 and MD5; none is given.
class SealPolicy {
  const SealPolicy({this.bits = 3072, this.rounds = 310000, this.digest = 'sha512'});

  final int bits;
  final int rounds;
  final String digest;
}

const nightPolicy = SealPolicy(bits: 1024);

abstract class Lamp {
  Cipher get cipher;
  String get label => 'aes-lamp';
}

class RedLamp extends Lamp {
  @override
  Cipher get cipher => AesGcm.with256bits();
}

class GreenLamp extends Lamp {
  @override
  Cipher get cipher => Chacha20.poly1305Aead();
}

final Map<String, SignatureAlgorithm> signers = {
  'buoy': Ed25519(),
  'pier': Ecdsa.p384(Sha384()),
};
