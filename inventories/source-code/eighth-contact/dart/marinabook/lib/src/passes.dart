import 'dart:convert';
import 'dart:math';
import 'dart:typed_data';

import 'package:pointycastle/export.dart';
import 'package:pointycastle/pointycastle.dart' as pc;

import 'settings.dart';
import 'suites.dart';

SecureRandom _random() {
  final source = Random.secure();
  final seed = Uint8List.fromList(List.generate(32, (_) => source.nextInt(256)));
  return FortunaRandom()..seed(KeyParameter(seed));
}

AsymmetricKeyPair<PublicKey, PrivateKey> gateKey({int bits = harbourKeyBits}) {
  final generator = RSAKeyGenerator()
    ..init(ParametersWithRandom(
        RSAKeyGeneratorParameters(BigInt.from(65537), bits, 64), _random()));
  return generator.generateKeyPair();
}

AsymmetricKeyPair<PublicKey, PrivateKey> harbourKey() {
  final generator = ECKeyGenerator()
    ..init(ParametersWithRandom(
        ECKeyGeneratorParameters(harbourCurve()), _random()));
  return generator.generateKeyPair();
}

class PassOffice {
  PassOffice(this.gate);

  final GateKind gate;

  factory PassOffice.fuel() => PassOffice(GateKind.fuel);

  Uint8List sign(String boat, RSAPrivateKey key) {
    final signer = pc.Signer(gate.signer)
      ..init(true, PrivateKeyParameter<RSAPrivateKey>(key));
    final s = signer.generateSignature(utf8.encode(boat)) as RSASignature;
    return s.bytes;
  }
}

ECSignature signInvoice(String invoice, ECPrivateKey key, MarinaSettings settings) {
  final signer = pc.Signer(settings.invoiceSignature)
    ..init(true, ParametersWithRandom(PrivateKeyParameter<ECPrivateKey>(key), _random()));
  return signer.generateSignature(utf8.encode(invoice)) as ECSignature;
}

BigInt meterSecret(ECPrivateKey mine, ECPublicKey meter) {
  final agreement = ECDHBasicAgreement()..init(mine);
  return agreement.calculateAgreement(meter);
}

Uint8List sealPin(String pin, RSAPublicKey gateKey) {
  final box = OAEPEncoding.withSHA256(RSAEngine())
    ..init(true, PublicKeyParameter<RSAPublicKey>(gateKey));
  return box.process(utf8.encode(pin));
}
