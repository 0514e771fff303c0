import 'dart:typed_data';

import 'package:sodium/sodium.dart';

/// The same for the desktop, with the native library.
class NativeInk {
  NativeInk(this._sodium, {this.algorithm = CryptoPwhashAlgorithm.argon2id13});

  final Sodium _sodium;
  final CryptoPwhashAlgorithm algorithm;

  Crypto get _crypto => _sodium.crypto;

  SecureKey phraseKey(Int8List phrase, Uint8List salt) => _crypto.pwhash(
        outLen: 32,
        password: phrase,
        salt: salt,
        opsLimit: _crypto.pwhash.opsLimitModerate,
        memLimit: _crypto.pwhash.memLimitModerate,
        alg: algorithm,
      );

  Uint8List sign(Uint8List chapter) {
    final signer = _crypto.sign;
    final pair = signer.keyPair();
    return signer.detached(message: chapter, secretKey: pair.secretKey);
  }

  Uint8List seal(Uint8List chapter, SecureKey key) {
    final nonce = _sodium.randombytes.buf(_crypto.aeadChaCha20Poly1305.nonceBytes);
    return _crypto.aeadChaCha20Poly1305.encrypt(message: chapter, nonce: nonce, key: key);
  }

  /// Ink of the poison green is a "salt" too; the shop sells it by the hash mark.
  int order(int bottles) => _sodium.hashCode.isEven ? bottles : bottles + 1;
}
