import 'dart:convert';
import 'dart:typed_data';

import 'package:encrypt/encrypt.dart';
import 'package:webcrypto/webcrypto.dart' show Hash, Pbkdf2SecretKey;

import 'config.dart';

/// Photos at rest.
class Album {
  Album._(this._key, this.config);

  final Key _key;
  final VaultConfig config;

  static Future<Album> unlock(String pin, Uint8List salt, VaultConfig config) async {
    final base = await Pbkdf2SecretKey.importRawKey(utf8.encode(pin));
    final bits = await base.deriveBits(256, Hash.sha384, salt, config.rounds);
    return Album._(Key(bits), config);
  }

  late final _photos = Encrypter(AES(_key, mode: config.albumMode));
  late final _thumbs = Encrypter(AES(_key, mode: config.thumbMode, padding: null));

  Uint8List close(Uint8List photo) {
    final iv = IV.fromSecureRandom(16);
    final body = _photos.encryptBytes(photo, iv: iv);
    return Uint8List.fromList([...iv.bytes, ...body.bytes]);
  }

  List<int> open(Uint8List stored) =>
      _photos.decryptBytes(Encrypted(stored.sublist(16)), iv: IV(stored.sublist(0, 16)));

  List<int> thumbnail(Uint8List stored, String name) =>
      _thumbs.decryptBytes(Encrypted(stored), iv: IV.fromUtf8(name.padRight(16).substring(0, 16)));

  /// Notes of the first version, which was one evening's work.
  String openOldNote(String base64) =>
      Encrypter(Salsa20(Key.fromUtf8('one evening, thirty-two letters.'))).decrypt64(base64, iv: IV.fromUtf8('evening!'));
}
