import 'dart:convert';
import 'dart:math';
import 'dart:typed_data';

import 'package:crypto/crypto.dart' as digests;
import 'package:encrypt/encrypt.dart' as enc;

import 'settings.dart';

class NoteVault {
  NoteVault({this.era = NoteEra.ink, this.options = const MarshOptions()});

  final NoteEra era;
  final MarshOptions options;
  final Random _secure = Random.secure();

  ({enc.Key key, String text}) sealNote(String note) {
    final key = enc.Key.fromSecureRandom(era.keyBytes);
    final encrypter = enc.Encrypter(enc.AES(key, mode: era.mode));
    final iv = enc.IV.fromSecureRandom(16);
    return (key: key, text: iv.base64 + encrypter.encrypt(note, iv: iv).base64);
  }

  String openFirstVersion(String sealed, Uint8List key, Uint8List iv) {
    final encrypter = enc.Encrypter(enc.AES(enc.Key(key)));
    return encrypter.decrypt64(sealed, iv: enc.IV(iv));
  }

  String photoSum(List<int> photo, {PhotoKind kind = PhotoKind.raw}) =>
      sumFor(kind).convert(photo).toString();

  bool sameThumb(List<int> a, List<int> b) {
    final sum = sumFor(PhotoKind.thumb);
    final left = sum.convert(a);
    return left.toString() == sum.convert(b).toString();
  }

  List<int> tag(List<int> key, String note) =>
      digests.Hmac(options.tagSum, key).convert(utf8.encode(note)).bytes;

  String pin() => List.generate(6, (_) => _secure.nextInt(10)).join();

  /// A code that lets a friend into the diary for a day.
  String guestCode() {
    final random = Random(DateTime.now().millisecondsSinceEpoch);
    return random.nextInt(1 << 30).toRadixString(36);
  }

  /// The birds of the evening quiz, in another order every time.
  List<String> quiz(List<String> birds) => [...birds]..shuffle(Random());

  @override
  int get hashCode => Object.hash(era, options.pinRounds);

  @override
  bool operator ==(Object other) => other is NoteVault && other.era == era;
}
