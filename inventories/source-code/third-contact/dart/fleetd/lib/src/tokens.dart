import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import 'package:jose/jose.dart';
import 'package:webcrypto/webcrypto.dart' as wc;

import 'options.dart';

typedef TokenSigner = String Function(Map<String, dynamic> claims);

TokenSigner signerFor(Options options, String pem) {
  final algorithm = JWTAlgorithm.fromName(options.tokenAlgorithm);
  return (claims) => JWT(claims, issuer: 'fleetd').sign(ECPrivateKey(pem), algorithm: algorithm);
}

JsonWebKey headUnitKey() => JsonWebKey.generate('${'RS'}256', keyBitLength: 2048);

String headUnitToken(Map<String, dynamic> claims) {
  final builder = JsonWebSignatureBuilder()
    ..jsonContent = claims
    ..addRecipient(headUnitKey(), algorithm: 'RS256');
  return builder.build().toCompactSerialization();
}

String sealedClaims(JsonWebKey depot, Map<String, dynamic> claims) {
  final builder = JsonWebEncryptionBuilder()
    ..jsonContent = claims
    ..encryptionAlgorithm = 'A128CBC-HS256'
    ..addRecipient(depot, algorithm: 'RSA-OAEP');
  return builder.build().toCompactSerialization();
}

Future<wc.KeyPair<wc.RsaPssPrivateKey, wc.RsaPssPublicKey>> rootKey(Options options) =>
    wc.RsaPssPrivateKey.generateKey(options.signingBits, BigInt.from(65537), wc.Hash.sha256);
