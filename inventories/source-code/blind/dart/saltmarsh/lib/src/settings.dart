import 'package:crypto/crypto.dart' as digests;
import 'package:cryptography/cryptography.dart';
import 'package:encrypt/encrypt.dart' as enc;

/// How a note was written down. Old notes of the AES days keep their era.
enum NoteEra {
  pencil(keyBytes: 16, mode: enc.AESMode.cbc),
  ink(keyBytes: 24, mode: enc.AESMode.ctr),
  pixel(keyBytes: 32, mode: enc.AESMode.gcm);

  const NoteEra({required this.keyBytes, required this.mode});

  final int keyBytes;
  final enc.AESMode mode;
}

enum PhotoKind { thumb, raw }

digests.Hash sumFor(PhotoKind kind) => switch (kind) {
      PhotoKind.thumb => digests.md5,
      PhotoKind.raw => digests.sha512256,
    };

const shareLevel = 3;

HashAlgorithm sumOf(int level) => level > 2 ? Sha512() : Sha256();

class MarshOptions {
  const MarshOptions({this.pinRounds = 120000, this.tagSum = digests.sha384, this.shaker = true});

  final int pinRounds;
  final digests.Hash tagSum;

  /// Shake the phone to log a heron.
  final bool shaker;
}

/// Columns of the sightings table.
const columns = ['species', 'rsa', 'md5column', 'description'];
const rsaMeaning = 'reserve survey area';
