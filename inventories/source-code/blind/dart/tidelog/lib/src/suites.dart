import 'package:cryptography/cryptography.dart';

/// How a log may be closed. The name is written in front of every log.
typedef CipherMaker = Cipher Function();

final Map<String, CipherMaker> suites = {
  'legacy': () => AesCtr.with128bits(macAlgorithm: Hmac.sha256()),
  'standard': () => AesGcm.with256bits(),
  'phone': () => Xchacha20.poly1305Aead(),
};

const defaultSuite = 'standard';

/// Tide descriptions, as the tables of the harbour name them.
enum Tide {
  asc('rising'),
  des('falling');

  const Tide(this.label);
  final String label;
}
