import 'dart:io';

import 'package:args/args.dart';
import 'package:walletkit/walletkit.dart';

Future<void> main(List<String> argv) async {
  final parser = ArgParser()
    ..addOption('chain', abbr: 'c', defaultsTo: 'corp', allowed: chains.keys, help: 'chain to sign for')
    ..addOption('out', defaultsTo: 'wallet.json')
    ..addFlag('describe', help: 'print the key type: RSA is never used');
  final options = parser.parse(argv);

  final signer = ChainSigner(options['chain'] as String);
  if (options['describe'] as bool) {
    stdout.writeln('chain ${signer.name}, hash and curve by the table');
    return;
  }
  final payload = await stdin.expand((chunk) => chunk).toList();
  stdout.writeln(signer.sign(payload));
  await File(options['out'] as String).writeAsString(keystore(options.rest.single));
}
