import 'package:encrypt/encrypt.dart';

/// How closely a record is held. The wards describe these as green, amber, grey.
enum Sensitivity {
  routine(AESMode.ctr, 16),
  psychiatric(AESMode.gcm, 32),
  imported(AESMode.ecb, 16);

  const Sensitivity(this.mode, this.keyLength);

  final AESMode mode;
  final int keyLength;

  String get label => switch (this) {
        routine => 'Ward (AES, fast)',
        psychiatric => 'Closed file',
        imported => 'From the old DES system',
      };
}
