import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:crypto/crypto.dart';
import 'package:encrypt/encrypt.dart' as enc;
import 'package:pointycastle/export.dart' hide Digest;
import 'package:pointycastle/pointycastle.dart' as pc;

final Map<String, dynamic> _gate = jsonDecode(File('assets/gate.json').readAsStringSync())['pass'];

const _hash = sha224;

class Pass {
  Pass(this.key);

  final Uint8List key;

  String seal(String text, enc.IV iv) {
    final box = enc.Encrypter(enc.AES(enc.Key(key), mode: enc.AESMode.ecb));
    return box.encrypt(text, iv: iv).base64;
  }

  String sealDefault(String text, enc.IV iv) =>
      enc.Encrypter(enc.AES(enc.Key(key))).encrypt(text, iv: iv).base64;

  Digest mark(String text) => _hash.convert(utf8.encode(text));

  Uint8List configured(Uint8List data) => pc.Digest(_gate['digest'] ?? 'SHA-256').process(data);

  pc.ECDomainParameters curve() => pc.ECDomainParameters(_gate['curve'] as String);

  Uint8List tag(Uint8List data) {
    final mac = CMac(AESEngine(), 64)..init(KeyParameter(key));
    return mac.process(data);
  }

  Uint8List gcm(Uint8List nonce, Uint8List text) {
    final cipher = GCMBlockCipher(AESEngine())
      ..init(true, AEADParameters(KeyParameter(key), 128, nonce, Uint8List(0)));
    return cipher.process(text);
  }

  Uint8List old(Uint8List text) => (pc.StreamCipher('RC4')..init(false, KeyParameter(key))).process(text);

  Uint8List pin(String pin, Uint8List salt) {
    final kdf = KeyDerivator('SHA-1/HMAC/PBKDF2')..init(Pbkdf2Parameters(salt, 2000, 16));
    return kdf.process(utf8.encode(pin));
  }

  Uint8List named(String header, Uint8List data) => pc.Digest(header).process(data);

  Uint8List dig(Uint8List data) => KeccakDigest(256).process(data);

  Uint8List wide(Uint8List data) => Blake2bDigest(digestSize: 32).process(data);
}
