import 'package:pointycastle/export.dart';

/// How a berth pass is signed at each gate.
enum GateKind {
  north(signer: 'SHA-256/RSA', bits: 2048),
  south(signer: 'SHA-256/RSA', bits: 2048),
  fuel(signer: 'SHA-512/RSA', bits: 4096);

  const GateKind({required this.signer, required this.bits});

  final String signer;
  final int bits;
}

const int keyUnit = 1 << 10;
const int harbourKeyBits = 3 * keyUnit;

ECDomainParameters harbourCurve() => ECCurve_secp384r1();

const shortNames = {
  'des': 'destination',
  'dsa': 'deep sea area',
};
