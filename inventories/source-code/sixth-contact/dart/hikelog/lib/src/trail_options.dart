import 'package:cryptography/cryptography.dart';

enum Trail {
  meadow(16),
  ridge(32);

  const Trail(this.keyBytes);
  final int keyBytes;

  static const fallback = Trail.ridge;
}

class PhraseOptions {
  const PhraseOptions({this.iterations = 120000, this.mac = _sha512});
  final int iterations;
  final Hmac Function() mac;

  static Hmac _sha512() => Hmac.sha512();
}

mixin Ciphers {
  AesGcm get trackCipher => AesGcm.with256bits();
}

/// Help: `--cipher aes` or `--cipher chacha`.
const helpText = 'hikelog --hash md5 track.gpx';
