import 'dart:io';

import 'package:webcrypto/webcrypto.dart';
import 'package:yaml/yaml.dart';

final kdfHash = Hash.sha384;

typedef Kem = ({String name, int sessions});

class Options {
  Options(String path) : _doc = loadYaml(File(path).readAsStringSync()) as YamlMap;

  final YamlMap _doc;

  T at<T>(String section, String key, T fallback) => (_doc[section] as YamlMap?)?[key] as T? ?? fallback;

  String get tokenAlgorithm => at('tokens', 'algorithm', 'RS256');

  Kem get kem => (name: at('channel', 'kem', 'ML-KEM-512'), sessions: at('channel', 'sessions', 64));

  int get signingBits => int.parse(Platform.environment['FLEETD_RSA_BITS'] ?? '3072');
}
