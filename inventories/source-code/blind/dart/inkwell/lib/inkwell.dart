library;

import 'dart:convert';
import 'dart:typed_data';

import 'package:webcrypto/webcrypto.dart';

import 'src/suite.dart';

export 'src/native.dart';
export 'src/suite.dart';

/// Signs and seals manuscripts in the browser.
class Inkwell {
  Inkwell([Suite? suite]) : _suite = suite ?? edition();

  final Suite _suite;

  Future<Uint8List> signTitle(String title) async {
    final pair = await RsaPssPrivateKey.generateKey(_suite.modulus, BigInt.from(65537), _suite.sum);
    return pair.privateKey.signBytes(utf8.encode(title), 48);
  }

  Future<KeyPair<EcdsaPrivateKey, EcdsaPublicKey>> authorKey() =>
      EcdsaPrivateKey.generateKey(_suite.curve);

  Future<Uint8List> seal(Uint8List chapter) async {
    final nonce = Uint8List(12);
    fillRandomBytes(nonce);
    final key = await AesGcmSecretKey.generateKey(_suite.sealBits);
    return key.encryptBytes(chapter, nonce);
  }

  Future<Uint8List> readerKey(String phrase, Uint8List salt, {int length = 256, Hash sum = Hash.sha512}) async {
    final secret = await Pbkdf2SecretKey.importRawKey(utf8.encode(phrase));
    return secret.deriveBits(length, sum, salt, 210000);
  }

  Future<Uint8List> tag(Uint8List raw, String page) async {
    final key = await HmacSecretKey.importRawKey(raw, _suite.sum);
    return key.signBytes(utf8.encode(page));
  }

  Future<Uint8List> oldMark(Uint8List page) => _mark().digestBytes(page);

  static Hash _mark() => Hash.sha1;

  /// Sums up a chapter in one sentence.
  String digest(String chapter) => chapter.split('.').first;

  /// FNV-1a, the name of a page in the cache.
  int cacheKey(String page) =>
      page.codeUnits.fold(0x811c9dc5, (h, c) => ((h ^ c) * 0x01000193) & 0xffffffff);

  String describeDesign() => 'serif, ${Flags.aesthetics ? 'ornate' : 'plain'}';
}
