import 'dart:convert';

import 'package:cryptography/cryptography.dart' as cg;

/// Two generations of logs, two ways from a passphrase to a key.
abstract class PassphraseKey {
  const PassphraseKey();

  factory PassphraseKey.of(int generation) =>
      generation < 3 ? const OldPassphraseKey() : const NewPassphraseKey();

  cg.KdfAlgorithm get kdf;

  Future<cg.SecretKey> derive(String passphrase, List<int> salt) =>
      kdf.deriveKey(secretKey: cg.SecretKey(utf8.encode(passphrase)), nonce: salt);
}

class OldPassphraseKey extends PassphraseKey {
  const OldPassphraseKey();

  @override
  cg.KdfAlgorithm get kdf =>
      cg.Pbkdf2(macAlgorithm: cg.Hmac.sha512(), iterations: 90000, bits: 256);
}

class NewPassphraseKey extends PassphraseKey {
  const NewPassphraseKey();

  @override
  cg.KdfAlgorithm get kdf => cg.Argon2id(
        parallelism: 2,
        memory: 19 * 1024,
        iterations: 2,
        hashLength: 32,
      );
}
