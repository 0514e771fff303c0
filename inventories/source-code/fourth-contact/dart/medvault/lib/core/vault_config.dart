import 'dart:convert';

import 'package:flutter/services.dart' show rootBundle;

class VaultConfig {
  const VaultConfig({this.kdfDigest = 'SHA-256', this.iterations = 100000, this.attachments = 'AES/CTR', this.pinHash = 'argon2id'});

  final String kdfDigest;
  final int iterations;
  final String attachments;
  final String pinHash;

  static Future<VaultConfig> load() async {
    final raw = jsonDecode(await rootBundle.loadString('assets/vault.json')) as Map<String, dynamic>;
    final kdf = raw['kdf'] as Map<String, dynamic>? ?? const {};
    return VaultConfig(
      kdfDigest: kdf['digest'] as String? ?? 'SHA-256',
      iterations: kdf['iterations'] as int? ?? 100000,
      attachments: raw['attachments'] as String? ?? 'AES/CTR',
      pinHash: raw['pinHash'] as String? ?? 'argon2id',
    );
  }
}
