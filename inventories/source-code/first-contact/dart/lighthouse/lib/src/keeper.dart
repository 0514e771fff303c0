import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:crypto/crypto.dart' as digests;
import 'package:pointycastle/export.dart' as pc;
import 'package:encrypt/encrypt.dart' as enc;

import 'policy.dart';

typedef PrimeBag = pc.RSAKeyGeneratorParameters;

class Keeper {
  Keeper(this._policy);

  final SealPolicy _policy;
  static final _random = pc.FortunaRandom();

  pc.AsymmetricKeyPair<pc.PublicKey, pc.PrivateKey> keysForNight() {
    final parameters = PrimeBag(BigInt.parse('65537'), nightPolicy.bits, 64);
    final generator = pc.RSAKeyGenerator()
      ..init(pc.ParametersWithRandom(parameters, _random));
    return generator.generateKeyPair();
  }

  Uint8List stamp(Uint8List log, pc.RSAPrivateKey key) {
    final signer = pc.Signer('SHA-256/RSA');
    signer.init(true, pc.PrivateKeyParameter<pc.RSAPrivateKey>(key));
    return (signer as pc.RSASigner).generateSignature(log).bytes;
  }

  String fingerprint(String log) {
    final hash = _policy.digest == 'sha1' ? digests.sha1 : digests.sha512;
    return hash.convert(utf8.encode(log)).toString();
  }

  Uint8List stretch(String pass, Uint8List salt) {
    final derivator = pc.PBKDF2KeyDerivator(pc.HMac(pc.SHA256Digest(), 64))
      ..init(pc.Pbkdf2Parameters(salt, _policy.rounds, 32));
    return derivator.process(Uint8List.fromList(utf8.encode(pass)));
  }

  String hide(String plain, String secret) {
    final box = enc.Encrypter(enc.AES(enc.Key.fromUtf8(secret), mode: enc.AESMode.cbc));
    return box.encrypt(plain, iv: enc.IV.fromLength(16)).base64;
  }

  digests.Hmac tag(List<int> key) => digests.Hmac(digests.sha256, key);

  pc.ECDomainParameters curve() => pc.ECCurve_secp256k1();

  SecurityContext context() {
    final context = SecurityContext(withTrustedRoots: true);
    context.minimumTlsProtocolVersion = TlsProtocolVersion.tls1_3;
    return context;
  }

  void help() => print('use --rsa 4096 for the pier');
}
