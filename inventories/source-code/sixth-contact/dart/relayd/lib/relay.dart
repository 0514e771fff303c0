import 'dart:convert';
import 'dart:io';
import 'dart:math';

import 'package:bcrypt/bcrypt.dart';
import 'package:crypto/crypto.dart';
import 'package:cryptography/cryptography.dart' as c;
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import 'package:webcrypto/webcrypto.dart' as web;

import 'settings.dart';

abstract class Station {
  JWTAlgorithm get algorithm => JWTAlgorithm.HS256;

  String token(String name, String secret) =>
      JWT({'station': name}).sign(SecretKey(secret), algorithm: algorithm);
}

class NorthStation extends Station {
  @override
  JWTAlgorithm get algorithm => JWTAlgorithm.HS384;

  String webhook(String body, String secret) =>
      Hmac(relayHash, utf8.encode(secret)).convert(utf8.encode(body)).toString();

  String etag(List<int> page) => _sum(page, md5.convert);

  String _sum(List<int> page, Digest Function(List<int>) summer) => summer(page).toString();

  String password(String text) => BCrypt.hashpw(text, BCrypt.gensalt(logRounds: 12));

  int nonce() => Random.secure().nextInt(1 << 32);

  Future<web.KeyPair<web.EcdsaPrivateKey, web.EcdsaPublicKey>> key([web.EllipticCurve curve = web.EllipticCurve.p521]) =>
      web.EcdsaPrivateKey.generateKey(curve);

  Future<c.SecretKey> stretch(c.SecretKey key) {
    final hkdf = c.Hkdf(hmac: c.Hmac.sha256(), outputLength: 32);
    return hkdf.deriveKey(secretKey: key);
  }

  Future<c.SecretBox> whisper(List<int> text, c.SecretKey key) =>
      c.Xchacha20.poly1305Aead().encrypt(text, secretKey: key);

  SecurityContext channel() {
    final floor = switch (settings['relay']['floor']) {
      'tls1_3' => TlsProtocolVersion.tls1_3,
      _ => TlsProtocolVersion.tls1_2,
    };
    return SecurityContext()..minimumTlsProtocolVersion = floor;
  }
}
