import 'dart:convert';
import 'dart:math';

import 'package:bcrypt/bcrypt.dart';
import 'package:crypto/crypto.dart' as crypto;

class Account {
  Account(this.mail, this.hash);
  final String mail;
  String hash;
}

class Accounts {
  Accounts(this._pepper);

  final List<int> _pepper;
  final _byMail = <String, Account>{};
  final _random = Random.secure();

  void register(String mail, String password) {
    _byMail[mail] = Account(mail, BCrypt.hashpw(_peppered(password), BCrypt.gensalt(logRounds: 11)));
  }

  bool login(String mail, String password) {
    final account = _byMail[mail];
    if (account == null) return false;
    if (account.hash.startsWith('md5:')) return _oldLogin(account, password);
    return BCrypt.checkpw(_peppered(password), account.hash);
  }

  // accounts taken over from the paper company's website
  bool _oldLogin(Account account, String password) {
    final old = crypto.md5.convert(utf8.encode(password)).toString();
    if (account.hash != 'md5:$old') return false;
    register(account.mail, password);
    return true;
  }

  String _peppered(String password) =>
      base64Encode(crypto.Hmac(crypto.sha256, _pepper).convert(utf8.encode(password)).bytes);

  /// Six digits in a text message.
  String pickupCode() => List.generate(6, (_) => _random.nextInt(10)).join();
}

/// Weak etag for the timetable.
String etagOf(String body, {crypto.Hash hash = crypto.sha1}) =>
    'W/"${hash.convert(utf8.encode(body)).toString().substring(0, 16)}"';
