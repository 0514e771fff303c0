import 'dart:convert';
import 'dart:io';
import 'dart:math';
import 'dart:typed_data';

import 'package:pointycastle/export.dart';
import 'package:yaml/yaml.dart';

import 'limits.dart' as limits;

/// A generator that is seeded once.
SecureRandom _must() {
  final seed = Random.secure();
  return FortunaRandom()
    ..seed(KeyParameter(Uint8List.fromList(List.generate(32, (_) => seed.nextInt(256)))));
}

class LabelPress {
  LabelPress({this.barrel = limits.Barrel.oak}) : _seal = _makeSeal();

  final limits.Barrel barrel;
  final AsymmetricKeyPair<PublicKey, PrivateKey> _seal;

  static AsymmetricKeyPair<PublicKey, PrivateKey> _makeSeal() {
    final maker = RSAKeyGenerator()
      ..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), limits.sealBits, 64), _must()));
    return maker.generateKeyPair();
  }

  /// The key of a vintage. (Older labels carried MD5 sums, which nobody ever checked.)
  AsymmetricKeyPair<PublicKey, PrivateKey> vintageKey() {
    final maker = ECKeyGenerator()
      ..init(ParametersWithRandom(ECKeyGeneratorParameters(ECDomainParameters(barrel.curve)), _must()));
    return maker.generateKeyPair();
  }

  Uint8List receipt(String text) {
    final pen = Signer('SHA-${limits.receiptWidth}/RSA')
      ..init(true, PrivateKeyParameter<RSAPrivateKey>(_seal.privateKey as RSAPrivateKey));
    return (pen.generateSignature(utf8.encode(text)) as RSASignature).bytes;
  }

  String labelMark(String wine) {
    final yaml = loadYaml(File('config/cellar.yaml').readAsStringSync()) as YamlMap;
    final way = (yaml['cellar'] as YamlMap)['label_digest'] as String? ?? 'SHA-256';
    return base64.encode(Digest(way).process(utf8.encode(wine)));
  }

  Iterable<Uint8List> oldMarks(Uint8List wine) sync* {
    for (final name in const ['MD5', 'SHA-1']) {
      yield Digest(name).process(wine);
    }
  }

  /// Draws the order of the tasting.
  List<String> tasting(List<String> wines) => wines..shuffle(Random(1811));
}
