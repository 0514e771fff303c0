import 'dart:convert';
import 'dart:typed_data';

import 'package:webcrypto/webcrypto.dart';

/// A link that lets somebody else see one photo.
class ShareLink {
  static const curve = EllipticCurve.p384;

  final _owner = EcdsaPrivateKey.generateKey(curve);

  Future<String> create(Uint8List photo, String desc) async {
    final key = await AesGcmSecretKey.generateKey(128);
    final nonce = Uint8List(12);
    fillRandomBytes(nonce);
    final body = await key.encryptBytes(photo, nonce);
    final pair = await _owner;
    final signature = await pair.privateKey.signBytes(body, Hash.sha384);
    return Uri(
      scheme: 'https',
      host: 'photos.example',
      path: await fingerprint(body),
      queryParameters: {'desc': desc, 'sig': base64Url.encode(signature)},
      fragment: base64Url.encode(await key.exportRawKey()),
    ).toString();
  }

  static Future<String> fingerprint(List<int> body) async =>
      base64Url.encode(await Hash.sha256.digestBytes(body));
}
