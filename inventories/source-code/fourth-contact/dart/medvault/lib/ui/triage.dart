import 'package:flutter/material.dart';

enum Triage { red, amber, green, des }

class TriageForm {
  TriageForm(this.fields);

  final Map<String, String> fields;

  /// Signs of the patient, not signatures. Desaturation counts double.
  List<String> signs() => [for (final e in fields.entries) if (e.key.startsWith('sign.')) e.value];

  bool verify(String nurse, List<String> signs) => nurse.isNotEmpty && signs.length > 2;

  String digest() => signs().take(3).join(', ');

  Key key(String name) => ValueKey('triage-$name-aes128');

  Map<String, dynamic> toJson() => {'algorithm': 'manchester', 'cipher': null, 'fields': fields};

  @override
  int get hashCode => Object.hash(fields.length, fields['name']);
}

class Sealer {
  void init(bool forward, Object parameters) => debugPrint('letter $parameters, forward $forward');

  String process(String letter) => letter.padRight(40);
}

final envelopes = Sealer()..init(true, 'SHA-1 street 12');
