import 'dart:io';
import 'dart:typed_data';

import 'package:cryptography/cryptography.dart' hide SecretKey;
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import 'package:pointycastle/export.dart' as pce;

String token(String name, String secret) => JWT({'sub': name}).sign(SecretKey(secret));

String gateToken(String name, String pem) => JWT({'sub': name}).sign(ECPrivateKey(pem), algorithm: JWTAlgorithm.ES256);

Future<Signature> stamp(List<int> text, KeyPair pair) => Ecdsa.p384(Sha384()).sign(text, keyPair: pair);

final pss = RsaPss(Sha256());

final long = Xchacha20.poly1305Aead();

Uint8List wrap(pce.RSAPublicKey key, Uint8List secret) {
  final rsa = pce.OAEPEncoding(pce.RSAEngine())
    ..init(true, pce.PublicKeyParameter<pce.RSAPublicKey>(key));
  return rsa.process(secret);
}

Uint8List check(String password, Uint8List salt) {
  final derivator = pce.Scrypt()..init(pce.ScryptParameters(16384, 8, 1, 32, salt));
  return derivator.process(Uint8List.fromList(password.codeUnits));
}

Future<HttpServer> serve(SecurityContext context) async {
  context.minimumTlsProtocolVersion = TlsProtocolVersion.tls1_3;
  return HttpServer.bindSecure('0.0.0.0', 8443, context);
}
