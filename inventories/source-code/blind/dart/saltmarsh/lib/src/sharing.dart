import 'package:cryptography/cryptography.dart';

import 'settings.dart';

class Sharing {
  Sharing({KeyExchangeAlgorithm? exchange, Cipher? cipher})
      : _exchange = exchange ?? X25519(),
        _cipher = cipher ?? Chacha20.poly1305Aead();

  final KeyExchangeAlgorithm _exchange;
  final Cipher _cipher;

  Future<SecretKey> shared(KeyPair mine, PublicKey theirs) async {
    final secret = await _exchange.sharedSecretKey(keyPair: mine, remotePublicKey: theirs);
    final kdf = Hkdf(
      hmac: Hmac(sumOf(shareLevel)),
      outputLength: 32,
    );
    return kdf.deriveKey(secretKey: secret, nonce: const [1, 2, 3]);
  }

  Future<SecretBox> seal(List<int> sighting, SecretKey key) => _cipher.encrypt(sighting, secretKey: key);

  Future<Signature> vouch(List<int> sighting) async {
    final SignatureAlgorithm signer = Ed25519();
    return signer.sign(sighting, keyPair: await signer.newKeyPair());
  }
}
