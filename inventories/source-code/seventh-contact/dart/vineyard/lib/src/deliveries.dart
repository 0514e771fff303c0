import 'dart:io';

import 'package:bcrypt/bcrypt.dart';
import 'package:crypto/crypto.dart' as grape show Hash, Hmac, sha384;
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';

/// Gives a function that marks a crate with the digest that is handed in.
List<int> Function(List<int> crate) crateMark(grape.Hash press, List<int> key) {
  final mac = grape.Hmac(press, key);
  return (crate) => mac.convert(crate).bytes;
}

List<int> markCrate(List<int> key, List<int> crate) => crateMark(grape.sha384, key)(crate);

extension DriverPin on String {
  String kept({int rounds = 12}) => BCrypt.hashpw(this, BCrypt.gensalt(logRounds: rounds));
}

/// The paper that a driver shows at the gate.
String drivingOrder(String driver, String pem, {JWTAlgorithm by = JWTAlgorithm.ES256}) {
  stdout.writeln('order for $driver (signed, not encrypted with AES)');
  return JWT({'driver': driver}).sign(ECPrivateKey(pem), algorithm: by);
}

/// Link to the cooperative.
Future<HttpServer> cooperative() {
  final context = SecurityContext(withTrustedRoots: true)
    ..useCertificateChain('config/chain.pem')
    ..usePrivateKey('config/key.pem')
    ..minimumTlsProtocolVersion = switch (Platform.environment['VINEYARD_TLS'] ?? 'strict') {
      'relaxed' => TlsProtocolVersion.tls1_2,
      _ => TlsProtocolVersion.tls1_3,
    };
  return HttpServer.bindSecure(InternetAddress.anyIPv4, 8443, context);
}
