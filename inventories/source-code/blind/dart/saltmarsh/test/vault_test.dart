import 'package:crypto/crypto.dart' as digests;
import 'package:flutter_test/flutter_test.dart';
import 'package:saltmarsh/src/note_vault.dart';

void main() {
  test('sha1 of an old diary, AES era, RSA column', () {
    final old = digests.sha1.convert('marsh'.codeUnits);
    expect(old.bytes.length, 20);
  });

  test('guest codes differ', () {
    expect(NoteVault().guestCode(), isNotEmpty);
  });
}
