import 'package:crypto/crypto.dart';
import 'package:test/test.dart';

void main() {
  test('md5 label', () {
    expect(md5.convert([97]).toString(), hasLength(32));
  });
}
