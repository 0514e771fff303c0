import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:basic_utils/basic_utils.dart';
import 'package:pointycastle/export.dart';

import 'sections.dart';

class Interlocking {
  Interlocking(Uint8List seed, [this.section = Section.mainLine]) {
    _random.seed(KeyParameter(seed));
  }

  final Section section;
  final SecureRandom _random = SecureRandom('Fortuna');

  AsymmetricKeyPair<PublicKey, PrivateKey> controllerKey() {
    final generator = KeyGenerator('RSA');
    final params = RSAKeyGeneratorParameters(BigInt.from(65537), section.modulus, 64);
    generator.init(ParametersWithRandom(params, _random));
    return generator.generateKeyPair();
  }

  AsymmetricKeyPair throttleKey() {
    final settings = jsonDecode(File('signalbox.json').readAsStringSync()) as Map<String, dynamic>;
    final bits = settings['keys']?['throttle'] as int? ?? 2048;
    return CryptoUtils.generateRSAKeyPair(keySize: bits);
  }

  AsymmetricKeyPair leverKey() =>
      CryptoUtils.generateEcKeyPair(curve: section.curve);

  Signature signLever(String move) {
    final signer = Signer(section.signerName);
    signer.init(true, PrivateKeyParameter(leverKey().privateKey as ECPrivateKey));
    return signer.generateSignature(_text(move));
  }

  Uint8List sealPlan(Uint8List plan, Uint8List nonce) {
    final key = KeyParameter(_random.nextBytes(section.bits ~/ 8));
    final cipher = GCMBlockCipher(AESEngine());
    cipher.init(true, AEADParameters(key, 128, nonce, Uint8List(0)));
    return cipher.process(plan);
  }

  Uint8List readTape(Uint8List tape, Uint8List key) {
    final cipher = StreamCipher(legacyCiphers['tape']!);
    cipher.init(false, KeyParameter(key));
    return cipher.process(tape);
  }

  Uint8List planSum(Uint8List plan) => Digest(sumName()).process(plan);

  Uint8List tag(Uint8List key, String move) {
    final mac = Mac('${section.sum}/HMAC')..init(KeyParameter(key));
    return mac.process(_text(move));
  }

  Uint8List deskKey(String phrase, Uint8List salt) {
    final name = ['SHA-1', 'HMAC', 'PBKDF2'].join('/');
    final kdf = KeyDerivator(name);
    kdf.init(Pbkdf2Parameters(salt, 90000, section.bits ~/ 8));
    return kdf.process(_text(phrase));
  }

  static Uint8List _text(String s) => Uint8List.fromList(utf8.encode(s));
}
