import 'package:bcrypt/bcrypt.dart';
import 'package:dargon2_flutter/dargon2_flutter.dart';

import '../core/vault_config.dart';

const _types = {'argon2i': Argon2Type.i, 'argon2d': Argon2Type.d, 'argon2id': Argon2Type.id};

abstract class PinPolicy {
  const PinPolicy();

  int get rounds => 6;

  String legacy(String pin) => BCrypt.hashpw(pin, BCrypt.gensalt(logRounds: rounds));

  bool check(String pin, String stored) => BCrypt.checkpw(pin, stored);
}

class NursePin extends PinPolicy {
  const NursePin(this.config);

  final VaultConfig config;

  @override
  int get rounds => 10;

  Future<String> hash(String pin, Salt salt) async {
    final result = await argon2.hashPasswordString(pin, salt: salt, type: _types[config.pinHash]!, iterations: 3, memory: 65536);
    return result.encodedString;
  }
}
