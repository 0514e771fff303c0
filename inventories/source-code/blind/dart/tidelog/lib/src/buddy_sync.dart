import 'dart:convert';

import 'package:cryptography/cryptography.dart';

import 'suites.dart';

/// Hands a log to a diving buddy over whatever wire there is.
class BuddySync {
  BuddySync({String suite = defaultSuite}) : _cipher = suites[suite]!();

  final Cipher _cipher;
  final _exchange = X25519();
  final _signing = Ed25519();
  final _kdf = Hkdf(hmac: Hmac.sha256(), outputLength: 32);

  Future<SimpleKeyPair> newIdentity() => _signing.newKeyPair();

  Future<SecretKey> _sessionKey(SimpleKeyPair mine, SimplePublicKey theirs) async {
    final shared = await _exchange.sharedSecretKey(keyPair: mine, remotePublicKey: theirs);
    return _kdf.deriveKey(secretKey: shared, nonce: utf8.encode('tidelog/buddy'));
  }

  Future<Map<String, Object>> pack(String log, SimpleKeyPair identity, SimplePublicKey buddy) async {
    final ephemeral = await _exchange.newKeyPair();
    final key = await _sessionKey(ephemeral, buddy);
    final box = await _cipher.encrypt(utf8.encode(log), secretKey: key);
    final body = box.concatenation();
    final signature = await _signing.sign(body, keyPair: identity);
    return {
      'body': base64Encode(body),
      'from': base64Encode((await ephemeral.extractPublicKey()).bytes),
      'sig': base64Encode(signature.bytes),
      'id': await _contentId(body),
    };
  }

  Future<bool> isFrom(SimplePublicKey who, List<int> body, List<int> sig) =>
      _signing.verify(body, signature: Signature(sig, publicKey: who));

  Future<String> _contentId(List<int> body, [HashAlgorithm? algorithm]) async {
    final hash = await (algorithm ?? Blake2s()).hash(body);
    return base64Url.encode(hash.bytes.sublist(0, 12));
  }
}

/// Key of an entry in the list of places; nothing secret about it.
class PlaceKey {
  const PlaceKey(this.name, this.depth);
  final String name;
  final int depth;

  @override
  int get hashCode => Object.hash(name, depth);

  @override
  bool operator ==(Object other) => other is PlaceKey && other.name == name && other.depth == depth;
}
