import 'package:crypto/crypto.dart';
import 'package:test/test.dart';

import 'package:vineyard/src/deliveries.dart';

void main() {
  test('a crate mark has the length of its digest', () {
    expect(markCrate([1, 2], [3]), hasLength(48));
  });

  test('marks differ from the plain sum', () {
    expect(markCrate([1], [3]), isNot(sha256.convert([3]).bytes));
  });
}
