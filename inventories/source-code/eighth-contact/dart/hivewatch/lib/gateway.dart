import 'package:dartssh2/dartssh2.dart';

const _quiet = SSHAlgorithms(
  kex: [SSHKexType.nistp256, SSHKexType.dhGexSha256],
  cipher: [SSHCipherType.aes256ctr],
);

Future<SSHClient> openGateway(
  String host, {
  required String pem,
  SSHAlgorithms algorithms = _quiet,
}) async {
  return SSHClient(
    await SSHSocket.connect(host, 22),
    username: 'hive',
    identities: SSHKeyPair.fromPem(pem),
    algorithms: algorithms,
  );
}
