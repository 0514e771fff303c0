import 'package:cryptography/cryptography.dart';

import 'derivation.dart';

typedef CipherFactory = Cipher Function();

final Map<String, CipherFactory> factories = {
  'v1': () => AesCbc.with128bits(macAlgorithm: Hmac(Sha1())),
  'v2': () => AesGcm.with256bits(),
  'v3': Xchacha20.poly1305Aead,
};

class Box {
  Box([this.version = 'v2']);

  final String version;

  Cipher get _cipher => factories[version]!();

  Future<SecretBox> close(List<int> clear, String password, List<int> salt) async {
    final key = await PhraseDerivation().derive(password.codeUnits, salt);
    return _cipher.encrypt(clear, secretKey: key);
  }

  Future<List<int>> open(SecretBox box, SecretKey key) => _cipher.decrypt(box, secretKey: key);
}

Future<SecretKey> agree(SimplePublicKey peer) async {
  final algorithm = X25519();
  final pair = await algorithm.newKeyPair();
  final shared = await algorithm.sharedSecretKey(keyPair: pair, remotePublicKey: peer);
  return const LinkDerivation('seedsafe link').expand(shared);
}

Future<Signature> signUpdate(List<int> update, SimpleKeyPair pair) {
  final signer = Ed25519();
  return signer.sign(update, keyPair: pair);
}
