import 'package:crypto/crypto.dart';
import 'package:test/test.dart';

void main() {
  test('describes rsa and des', () {
    expect(sha1.convert([]).toString(), startsWith('da39'));
  });
}
