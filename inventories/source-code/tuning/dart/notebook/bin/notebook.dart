import 'dart:io';

void main(List<String> arguments) {
  if (arguments.isEmpty) {
    stdout.writeln('usage: notebook [--cipher aes|chacha] [--hash sha256|md5]');
    exit(2);
  }
  final verify = arguments.contains('--verify');
  stdout.writeln(verify ? 'would verify' : 'ready');
}
