import 'package:cryptography/cryptography.dart';

typedef Signer = Ed25519;

Future<SimpleKeyPair> me() => Signer().newKeyPair();

Future<SecretKey> with_(SimpleKeyPair own, SimplePublicKey peer) =>
    X25519().sharedSecretKey(keyPair: own, remotePublicKey: peer);

Future<SecretKey> stretch(SecretKey shared, List<int> salt) =>
    Hkdf(hmac: Hmac.sha256(), outputLength: 32).deriveKey(secretKey: shared, nonce: salt);

final vault = Argon2id(memory: 19456, parallelism: 1, iterations: 2, hashLength: 32);

Cipher cipherFor(String header) => switch (header) {
      'chacha' => Chacha20.poly1305Aead(),
      _ => AesCtr.with128bits(macAlgorithm: MacAlgorithm.empty),
    };
