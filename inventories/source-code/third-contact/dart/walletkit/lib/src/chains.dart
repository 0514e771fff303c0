import 'package:elliptic/elliptic.dart';
import 'package:pointycastle/export.dart' as pc;

class ChainSpec {
  const ChainSpec(this.curve, {this.digest = pc.SHA256Digest.new, this.slip44 = 0});

  final Curve Function() curve;
  final pc.Digest Function() digest;
  final int slip44;
}

/// Everything we sign for. OIDs are those of the SEC tables.
const chains = <String, ChainSpec>{
  'btc': ChainSpec(getSecp256k1),
  'eth': ChainSpec(getSecp256k1, digest: pc.KeccakDigest.new, slip44: 60),
  'corp': ChainSpec(getP384, digest: pc.SHA384Digest.new, slip44: 9000),
};

const curveOids = {
  'secp256k1': '1.3.132.0.10',
  'secp384r1': '1.3.132.0.34',
};
