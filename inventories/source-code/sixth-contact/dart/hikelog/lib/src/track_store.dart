import 'dart:convert';
import 'dart:typed_data';

import 'package:cryptography/cryptography.dart';
import 'package:encrypt/encrypt.dart' as enc;
import 'package:flutter/services.dart' show rootBundle;
import 'package:logging/logging.dart';
import 'package:pointycastle/export.dart' as pc;

import 'trail_options.dart';

final _log = Logger('TrackStore');

class TrackStore with Ciphers {
  TrackStore({this.trail = Trail.fallback, this.phrase = const PhraseOptions()});
  final Trail trail;
  final PhraseOptions phrase;
  late final Map<String, dynamic> _settings;

  Future<void> open() async {
    _settings = jsonDecode(await rootBundle.loadString('assets/hike.json')) as Map<String, dynamic>;
  }

  Future<SecretBox> seal(List<int> track, SecretKey key) {
    _log.info('track sealed with AES');
    return trackCipher.encrypt(track, secretKey: key);
  }

  Future<SecretKey> phraseKey(String text, List<int> salt) {
    final kdf = Pbkdf2(macAlgorithm: phrase.mac(), iterations: phrase.iterations, bits: 256);
    return kdf.deriveKeyFromPassword(password: text, nonce: salt);
  }

  String photo(String text) {
    final key = enc.Key.fromSecureRandom(trail.keyBytes);
    final encrypter = enc.Encrypter(enc.AES(key, mode: enc.AESMode.ctr));
    return encrypter.encrypt(text, iv: enc.IV.fromLength(16)).base64;
  }

  Uint8List mark(Uint8List track) {
    final digest = pc.Digest(_settings['trackHash'] as String);
    return digest.process(track);
  }

  pc.AsymmetricKeyPair badgeKey(pc.SecureRandom random) {
    final bits = _settings['badgeBits'] as int;
    final generator = pc.RSAKeyGenerator();
    generator.init(pc.ParametersWithRandom(pc.RSAKeyGeneratorParameters(BigInt.from(65537), bits, 64), random));
    return generator.generateKeyPair();
  }

  pc.AsymmetricKeyPair coinKey(pc.SecureRandom random) {
    final domain = pc.ECCurve_secp256k1();
    final generator = pc.ECKeyGenerator()
      ..init(pc.ParametersWithRandom(pc.ECKeyGeneratorParameters(domain), random));
    return generator.generateKeyPair();
  }

  pc.Signature coinSign(Uint8List coin, pc.SecureRandom random) {
    final key = coinKey(random).privateKey as pc.ECPrivateKey;
    final signer = pc.Signer('SHA-256/ECDSA')
      ..init(true, pc.ParametersWithRandom(pc.PrivateKeyParameter(key), random));
    return signer.generateSignature(coin);
  }

  Future<SimpleKeyPair> friend() => X25519().newKeyPair();

  Future<Signature> greet(List<int> text, SimpleKeyPair pair) => Ed25519().sign(text, keyPair: pair);
}
