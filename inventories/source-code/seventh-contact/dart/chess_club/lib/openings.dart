export 'package:cryptography/cryptography.dart' show Ecdsa, Sha512, Sha256;

/// Openings by their club names. "DES" is the Dutch, English, Scotch repertoire.
const openings = <String, String>{
  'RSA': 'Reti, Sicilian, Alekhine',
  'AES': 'Alapin, Evans, Spanish',
};

/// How often the door's phrase is turned over, and how long the result is.
const (int, int) doorTurns = (150000, 256);
