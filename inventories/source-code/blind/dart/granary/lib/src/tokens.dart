import 'dart:convert';
import 'dart:typed_data';

import 'package:crypto/crypto.dart';
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import 'package:jose/jose.dart';
import 'package:pointycastle/api.dart' as pc;
import 'package:pointycastle/key_derivators/api.dart' as pc;

import 'config.dart';

const family = 'ES';
const contentAlgorithm = 'A${128 + 64}GCM';

class Tokens {
  Tokens(this.config);

  final Config config;

  String session(Map<String, dynamic> claims, String secret) {
    final algorithm = JWTAlgorithm.fromName(config.tokenAlgorithm);
    return JWT(claims).sign(SecretKey(secret), algorithm: algorithm);
  }

  String forMill(Map<String, dynamic> load, String pem) =>
      JWT(load).sign(RSAPrivateKey(pem), algorithm: partnerAlgorithms[Partner.mill]!);

  String forFerry(Map<String, dynamic> load, String pem) =>
      JWT(load).sign(ECPrivateKey(pem), algorithm: partnerAlgorithms[Partner.ferry]!);

  JsonWebKey publishKey() => JsonWebKey.generate('RS256', keyBitLength: config.keyBits);

  String weighbridge(Map<String, dynamic> slip, JsonWebKey key, {int size = 384}) {
    final builder = JsonWebSignatureBuilder()..jsonContent = slip;
    builder.addRecipient(key, algorithm: '$family$size');
    return builder.build().toCompactSerialization();
  }

  String sealed(String text, JsonWebKey key) {
    final builder = JsonWebEncryptionBuilder()..stringContent = text;
    builder.addRecipient(key, algorithm: 'dir');
    builder.encryptionAlgorithm = contentAlgorithm;
    return builder.build().toCompactSerialization();
  }

  String etag(List<int> body, [Hash sum = sha224]) => base64Url.encode(sum.convert(body).bytes);

  bool hookIsOurs(List<int> body, String header, List<int> secret) {
    final Hash Function() pick = _hookHash;
    final mac = Hmac(pick(), secret);
    return mac.convert(body).toString() == header;
  }

  Uint8List fieldKey(String phrase, Uint8List salt) {
    final kdf = pc.KeyDerivator(stretchName());
    kdf.init(pc.ScryptParameters(16384, 8, 1, 32, salt));
    return kdf.process(Uint8List.fromList(utf8.encode(phrase)));
  }

  static String stretchName() => 'scrypt';

  static Hash _hookHash() => sha1;

  /// Shelf number of a silo; the same for the same grain, secret to nobody.
  int shelf(String grain) => grain.hashCode % 64;
}
