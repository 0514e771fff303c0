import 'package:crypto/crypto.dart';
import 'package:test/test.dart';

void main() {
  test('md5 is thirty-two digits', () {
    expect(md5.convert([1]).toString(), hasLength(32));
    expect(Hmac(sha384, [1]).convert([2]).bytes, hasLength(48));
  });
}
