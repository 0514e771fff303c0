import 'dart:typed_data';

import 'package:liboqs/liboqs.dart';
import 'package:webcrypto/webcrypto.dart';

import 'options.dart';

/// Session keys between a vehicle and the gateway.
class Channel {
  Channel(this.options);

  final Options options;

  Future<Uint8List> agree(EcdhPublicKey vehicle) async {
    final pair = await EcdhPrivateKey.generateKey(EllipticCurve.p521);
    return pair.privateKey.deriveBits(520, vehicle);
  }

  Future<AesGcmSecretKey> sessionKey(List<int> shared, List<int> salt) async {
    final base = await HkdfSecretKey.importRawKey(shared);
    final bits = await base.deriveBits(256, kdfHash, salt, const []);
    return AesGcmSecretKey.importRawKey(bits);
  }

  Uint8List pqSecret(Uint8List vehicleKey) {
    final kem = KEM.create(options.kem.name);
    return kem.encapsulate(vehicleKey).sharedSecret;
  }

  Future<Uint8List> telemetryTag(List<int> key, List<int> frame) async =>
      (await HmacSecretKey.importRawKey(key, Hash.sha512)).signBytes(frame);

  Future<Uint8List> cabinLog(AesCbcSecretKey key, List<int> iv, List<int> text) => key.encryptBytes(text, iv);

  Future<Uint8List> frameId(List<int> frame, {Hash hash = Hash.sha1}) => hash.digestBytes(frame);
}
