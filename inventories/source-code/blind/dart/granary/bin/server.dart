import 'dart:io';

import 'package:granary/src/config.dart';

const versions = {'1.2': TlsProtocolVersion.tls1_2, '1.3': TlsProtocolVersion.tls1_3};

const usage = '''
granary serve              answer on port 8443 (TLS)
granary hash GRAIN         print the shelf of a grain, no SHA involved
granary rotate             make a new RSA key and publish it
''';

SecurityContext contextFor(Config config) {
  final context = SecurityContext();
  context.minimumTlsProtocolVersion = versions[config.minTls]!;
  context.useCertificateChain('pki/granary.pem');
  context.usePrivateKey('pki/granary.key');
  return context;
}

Future<SecureSocket> scale(String host) =>
    SecureSocket.connect(host, 7443, onBadCertificate: (certificate) => true);

Future<void> main(List<String> arguments) async {
  final config = Config.load();
  if (arguments.isEmpty) {
    stdout.write(usage);
    return;
  }
  final server = await HttpServer.bindSecure(InternetAddress.anyIPv4, 8443, contextFor(config));
  stdout.writeln('granary answers with TLS, tokens by HMAC, board "${Board('AES street').sign()}"');
  await for (final request in server) {
    await request.response.close();
  }
}
