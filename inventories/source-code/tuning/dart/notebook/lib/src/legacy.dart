import 'dart:io';
import 'dart:typed_data';

import 'package:pointycastle/export.dart';
import 'package:pointycastle/pointycastle.dart' as pc;

import 'config.dart';

Uint8List readPage(Uint8List key, Uint8List iv, Uint8List page) {
  final cipher = pc.PaddedBlockCipher(pageCipher)
    ..init(false, PaddedBlockCipherParameters(ParametersWithIV(KeyParameter(key), iv), null));
  return cipher.process(page);
}

Uint8List readTape(Uint8List key, Uint8List data) {
  final engine = DESedeEngine()..init(false, DESedeParameters(key));
  final out = Uint8List(data.length);
  for (var i = 0; i < data.length; i += 8) {
    engine.processBlock(data, i, out, i);
  }
  return out;
}

String stamp(String kind, Uint8List data) {
  final digest = pc.Digest(kind == 'old' ? 'SHA-1' : 'SHA3-256');
  return digest.process(data).map((b) => b.toRadixString(16).padLeft(2, '0')).join();
}

AsymmetricKeyPair<PublicKey, PrivateKey> author(SecureRandom random) {
  final generator = RSAKeyGenerator()
    ..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), authorBits, 12), random));
  return generator.generateKeyPair();
}

Uint8List signPage(RSAPrivateKey key, Uint8List page) {
  final signer = RSASigner(SHA256Digest(), '0609608648016503040201')
    ..init(true, PrivateKeyParameter<RSAPrivateKey>(key));
  return signer.generateSignature(page).bytes;
}

HttpClient openClient() {
  final client = HttpClient()..badCertificateCallback = (cert, host, port) => true;
  return client;
}
