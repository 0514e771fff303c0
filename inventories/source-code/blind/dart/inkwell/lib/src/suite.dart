import 'package:webcrypto/webcrypto.dart';

typedef Suite = ({int modulus, EllipticCurve curve, Hash sum, int sealBits});

final suites = <String, Suite>{
  'draft': (modulus: 2048, curve: EllipticCurve.p256, sum: Hash.sha256, sealBits: 128),
  'book': (modulus: 3072, curve: EllipticCurve.p521, sum: Hash.sha384, sealBits: 256),
};

/// The suite of this edition. A reader must never see "draft" (RSA-2048) in a shop.
Suite edition({bool printed = true}) => suites[printed ? 'book' : 'draft']!;

// JSON keys of a manuscript.
const keyCipherClef = 'cipherClef', keyDigest = 'digest', keySignet = 'sign';

abstract final class Flags {
  static const useMd5InsteadOfSha = false;
  static const aesthetics = true;
}
