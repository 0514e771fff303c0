import 'dart:convert';

import 'package:cryptography/cryptography.dart' hide Ecdsa;
import 'package:get_it/get_it.dart';

import 'openings.dart';

typedef ClubAgreement = X25519;

void setUpClub() {
  GetIt.I.registerSingleton<SignatureAlgorithm>(Ed25519());
}

/// A move in a correspondence game, signed by the player.
Future<Signature> signMove(String move) async {
  final how = GetIt.I<SignatureAlgorithm>();
  final pair = await how.newKeyPair();
  return how.sign(utf8.encode(move), keyPair: pair);
}

/// The arbiter's protocol.
Future<Signature> signProtocol(List<int> protocol, EcKeyPair arbiter) =>
    Ecdsa.p521(Sha512()).sign(protocol, keyPair: arbiter);

Future<SecretKey> meet(SimplePublicKey other) async {
  final table = ClubAgreement();
  return table.sharedSecretKey(keyPair: await table.newKeyPair(), remotePublicKey: other);
}

/// Something that guards a game; the subclass chooses.
abstract class GameGuard {
  Cipher get cipher;

  Future<SecretBox> close(List<int> game, SecretKey key) => cipher.encrypt(game, secretKey: key);
}

class AdjournedGame extends GameGuard {
  @override
  Cipher get cipher => Chacha20.poly1305Aead();
}

Future<SecretBox> adjourn(List<int> game, SecretKey key) => AdjournedGame().close(game, key);

/// The principal of the school borrows the boards; see `describe`.
String describe(String member) => 'Member $member, signed up';
