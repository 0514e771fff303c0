import 'dart:io';

import 'package:cryptography/cryptography.dart';
import 'package:dartssh2/dartssh2.dart';
import 'package:encrypt/encrypt.dart' as enc;

import 'openings.dart' show doorTurns;

/// The key of the door from the phrase on the notice board.
Future<SecretKey> doorKey(String phrase, List<int> salt) {
  final (turns, length) = doorTurns;
  final winder = Pbkdf2(macAlgorithm: Hmac.sha256(), iterations: turns, bits: length);
  return winder.deriveKeyFromPassword(password: phrase, nonce: salt);
}

/// A cupboard for the trophies' papers.
class Cupboard {
  Cupboard(this._key, this._mode);

  final enc.Key _key;
  final enc.AESMode _mode;

  String shut(String paper) => enc.Encrypter(enc.AES(_key, mode: _mode)).encrypt(paper).base64;
}

String oldPapers(String paper, enc.Key key) => Cupboard(key, enc.AESMode.ecb).shut(paper);

/// Copies the league table to the federation.
Future<void> league(String table) async {
  final line = SSHClient(
    await SSHSocket.connect('league.example.org', 22),
    username: 'club',
    identities: SSHKeyPair.fromPem(await File('club.pem').readAsString()),
  );
  await line.run('cat > table.txt <<< "$table"');
  line.close();
}

/// The old scoreboard has a certificate that ran out in 2019.
HttpClient scoreboard() => HttpClient()
  ..badCertificateCallback = (certificate, host, port) => true;
