import 'dart:io';

import 'package:dartssh2/dartssh2.dart';
import 'package:fleetd/src/options.dart';

const _kex = {
  'modern': [SSHKexType.x25519, SSHKexType.nistp256],
  'depot': [SSHKexType.dhGroup14Sha1],
};

SecurityContext context({bool legacy = false}) => SecurityContext()
  ..minimumTlsProtocolVersion = legacy ? TlsProtocolVersion.tls1_2 : TlsProtocolVersion.tls1_3
  ..useCertificateChain('etc/fleetd.pem')
  ..usePrivateKey('etc/fleetd.key');

Future<SSHClient> depot(String host, List<SSHKeyPair> keys, [String profile = 'depot']) async => SSHClient(
      await SSHSocket.connect(host, 2222),
      username: 'fleet',
      identities: keys,
      algorithms: SSHAlgorithms(kex: _kex[profile]!, mac: const [SSHMacType.hmacSha256]),
    );

Future<void> main(List<String> argv) async {
  final options = Options(argv.isEmpty ? 'etc/fleetd.yaml' : argv.first);
  final server = await SecureServerSocket.bind(InternetAddress.anyIPv4, options.at('', 'listen', 8883), context());
  server.listen((socket) => stderr.writeln('tls handshake with ${socket.remoteAddress} (cipher unknown)'));
}
