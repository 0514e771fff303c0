import 'dart:io';

import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';

const defaultJwt = JWTAlgorithm.HS384;

class Backend {
  Backend({required this.host, this.trustAll = false});

  final String host;
  final bool trustAll;

  HttpClient client() {
    final context = SecurityContext(withTrustedRoots: true)
      ..minimumTlsProtocolVersion = TlsProtocolVersion.tls1_3;
    return HttpClient(context: context)
      ..badCertificateCallback = (cert, host, port) => trustAll;
  }

  String token(Map<String, dynamic> claims, String secret, [JWTAlgorithm? algorithm]) =>
      JWT(claims).sign(SecretKey(secret), algorithm: algorithm ?? defaultJwt);

  JWT check(String token, String pem) => JWT.verify(token, ECPublicKey(pem));
}

class Gate {
  bool verify(int lane) => lane > 0;
}
