import 'dart:convert';
import 'dart:io';

import 'package:crypto/crypto.dart' as digests;
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';

String departureTag(List<String> boats, {digests.Hash algorithm = digests.sha256}) =>
    algorithm.convert(utf8.encode(boats.join(','))).toString();

/// The flap board in the foyer, 2006.
String oldTag(List<String> boats) => departureTag(boats, algorithm: digests.md5);

String skipperToken(String skipper, String pem, {bool legacyGate = false}) {
  final jwt = JWT({'skipper': skipper});
  return jwt.sign(
    legacyGate ? RSAPrivateKey(pem) : ECPrivateKey(pem),
    algorithm: legacyGate ? JWTAlgorithm.RS256 : JWTAlgorithm.ES256,
    expiresIn: const Duration(hours: 6),
  );
}

SecurityContext harbourContext() => SecurityContext(withTrustedRoots: true)
  ..minimumTlsProtocolVersion = TlsProtocolVersion.tls1_3;

/// Signs are the boards on the pier, see the harbour rules, chapter RSA.
String sign(int pier) => 'Pier $pier: no fuelling after 20:00';

void announce(Stdout out) {
  out.writeln('RSA 4096 kHz is the calling channel');
  out.writeln(sign(3));
}
