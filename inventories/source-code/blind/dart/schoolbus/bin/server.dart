import 'dart:io';

import 'package:schoolbus/accounts.dart';
import 'package:schoolbus/tokens.dart';
import 'package:shelf/shelf.dart';
import 'package:shelf/shelf_io.dart' as io;

Map<String, String> readEnv(String path) => {
      for (final line in File(path).readAsLinesSync())
        if (line.contains('=')) line.split('=').first.trim(): line.substring(line.indexOf('=') + 1).trim(),
    };

SecurityContext serverContext(String dir) => SecurityContext()
  ..useCertificateChain('$dir/chain.pem')
  ..usePrivateKey('$dir/key.pem')
  ..minimumTlsProtocolVersion = TlsProtocolVersion.tls1_3;

Future<void> main() async {
  final env = readEnv('.env');
  final tokens = Tokens(env);
  final accounts = Accounts((env['PEPPER'] ?? 'bus').codeUnits);

  Future<Response> handle(Request request) async {
    if (request.url.path != 'login') return Response.notFound('');
    final q = request.url.queryParameters;
    if (!accounts.login(q['mail'] ?? '', q['password'] ?? '')) return Response.forbidden('');
    return Response.ok(tokens.forParent(1, const []), headers: {'etag': etagOf('timetable')});
  }

  final port = int.parse(env['PORT'] ?? '8443');
  await io.serve(handle, InternetAddress.anyIPv4, port, securityContext: serverContext('tls'));
}
