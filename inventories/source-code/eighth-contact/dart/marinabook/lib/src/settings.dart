import 'dart:io';

import 'package:yaml/yaml.dart';

class MarinaSettings {
  MarinaSettings(this._doc);

  factory MarinaSettings.load([String path = 'config/marina.yaml']) =>
      MarinaSettings(loadYaml(File(path).readAsStringSync()) as YamlMap);

  final YamlMap _doc;

  int get berths => _doc['berths'] as int;

  String get invoiceSignature =>
      (_doc['invoice'] as YamlMap)['signature'] as String? ?? 'SHA-256/ECDSA';
}
