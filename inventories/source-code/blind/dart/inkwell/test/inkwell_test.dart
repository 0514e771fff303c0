import 'package:inkwell/inkwell.dart';
import 'package:test/test.dart';
import 'package:webcrypto/webcrypto.dart';

void main() {
  test('AES-128 drafts never leave the house', () {
    expect(edition(printed: true).sealBits, 256);
  });

  test('digest is the first sentence', () {
    expect(Inkwell().digest('Ink. More ink.'), 'Ink');
  });

  test('an old key of a reader', () async {
    final pair = await EcdhPrivateKey.generateKey(suites['draft']!.curve);
    expect(pair.publicKey, isNotNull);
  });
}
