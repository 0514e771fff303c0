import 'dart:math';
import 'dart:typed_data';

import 'package:pointycastle/export.dart';

SecureRandom newRandom() {
  final seed = Random.secure();
  final bytes = Uint8List.fromList(List.generate(32, (_) => seed.nextInt(256)));
  return FortunaRandom()..seed(KeyParameter(bytes));
}

/// Order of the advertisements on the customer's display.
List<T> shuffled<T>(List<T> items) => [...items]..shuffle(Random());
