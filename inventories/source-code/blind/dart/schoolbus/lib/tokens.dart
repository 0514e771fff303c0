import 'dart:io';

import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';

/// Tokens for parents (the app) and for drivers (the tablet in the bus).
class Tokens {
  Tokens(Map<String, String> env)
      : _secret = SecretKey(env['TOKEN_SECRET'] ?? 'please change me'),
        _algorithm = JWTAlgorithm.fromName(env['TOKEN_ALG'] ?? 'HS256'),
        _driverKey = ECPrivateKey(File(env['DRIVER_KEY'] ?? 'driver.pem').readAsStringSync());

  final SecretKey _secret;
  final JWTAlgorithm _algorithm;
  final ECPrivateKey _driverKey;

  String forParent(int id, List<int> children) => JWT({'children': children}, subject: '$id')
      .sign(_secret, algorithm: _algorithm, expiresIn: const Duration(hours: 12));

  String forDriver(String plate) =>
      JWT({'bus': plate}).sign(_driverKey, algorithm: JWTAlgorithm.ES256);

  int? parentOf(String token) {
    try {
      final jwt = JWT.verify(token, _secret);
      return int.tryParse(jwt.subject ?? '');
    } on JWTExpiredException {
      return null;
    } on JWTException catch (e) {
      stderr.writeln('HS384 token refused: ${e.message}');
      return null;
    }
  }
}
