import 'dart:io';
import 'dart:math';

import 'package:signalbox/src/sections.dart';

/// A puzzle for visitors: cars have to be put in order.
class Cipher {
  Cipher(this.cars);
  final List<String> cars;

  List<String> encrypt(Random dice) => [...cars]..shuffle(dice);
  bool verify(List<String> answer) => answer.join() == cars.join();
}

/// Checksum of a decoder packet: every byte folded with the next.
int checksum(List<int> packet) => packet.fold(0, (a, b) => a ^ b);

void main(List<String> arguments) {
  if (arguments.contains('--help')) {
    stdout.writeln('signalbox [--sign PLAN] [--aes] [--hash]  prints the desk');
    return;
  }
  final puzzle = Cipher(menu);
  final shuffled = puzzle.encrypt(Random(7));
  stdout.writeln('${codes['DES']} ${puzzle.verify(shuffled)} ${checksum([1, 2, 3])}');
}
