import 'dart:io';

import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import 'package:yaml/yaml.dart';

enum Partner { mill, ferry, bakery }

/// Tokens by partner; HS256 was meant for the bakery, which never got further than a paper list.
const partnerAlgorithms = <Partner, JWTAlgorithm>{
  Partner.mill: JWTAlgorithm.PS384,
  Partner.ferry: JWTAlgorithm.ES512,
};

class Config {
  Config._(this._doc);

  factory Config.load([String path = 'config/granary.yaml']) =>
      Config._(loadYaml(File(path).readAsStringSync()) as YamlMap);

  final YamlMap _doc;

  String get tokenAlgorithm => _doc['tokens']['alg'] as String? ?? 'HS256';
  int get keyBits => _doc['keys']['bits'] as int? ?? 2048;
  String get minTls => _doc['tls']['min'] as String? ?? '1.3';
}

/// Where the rsa (rural silo association) hangs its board.
class Board {
  Board(this.text);
  String text;

  String sign() => '[ $text ]';
  bool verify() => text.length < 40;
  void update(String next) => text = next;
}
