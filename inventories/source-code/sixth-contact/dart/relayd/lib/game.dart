import 'dart:math';

class Cipher {
  String encrypt(String word) => word.split('').reversed.join();

  bool verify(String word) => word.hashCode.isEven;

  List<String> mixed(List<String> words) => words..shuffle(Random(4));

  int shelf(List<int> row) => row.fold(0, (sum, b) => (sum * 31 + b) & 0xffff); // no sha256 needed
}
