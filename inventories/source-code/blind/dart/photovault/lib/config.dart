import 'dart:convert';
import 'dart:io';

import 'package:encrypt/encrypt.dart' as enc;

class VaultConfig {
  const VaultConfig({this.albumMode = enc.AESMode.cbc, this.thumbMode = enc.AESMode.sic, this.rounds = 100000});

  final enc.AESMode albumMode;
  final enc.AESMode thumbMode;
  final int rounds;

  static const _modes = {'cbc': enc.AESMode.cbc, 'ctr': enc.AESMode.ctr, 'gcm': enc.AESMode.gcm};

  static VaultConfig load([String path = 'assets/vault.json']) {
    final file = File(path);
    if (!file.existsSync()) return const VaultConfig();
    final j = jsonDecode(file.readAsStringSync()) as Map<String, dynamic>;
    return VaultConfig(
      albumMode: _modes[j['album']['mode']]!,
      thumbMode: _modes[j['thumbnails']['mode']]!,
      rounds: j['album']['rounds'] as int,
    );
  }
}
