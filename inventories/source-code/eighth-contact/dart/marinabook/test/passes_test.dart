import 'dart:convert';

import 'package:crypto/crypto.dart';
import 'package:test/test.dart';

import '../lib/src/board.dart';

void main() {
  test('the tag of an empty board', () {
    expect(departureTag(const []), sha256.convert(utf8.encode('')).toString());
  });

  test('md5 boards are longer than zero', () {
    expect(oldTag(const ['Gannet']), hasLength(32));
  });
}
