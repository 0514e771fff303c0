/// Parts of the layout; the desk of the main line has its own keys.
enum Section {
  yard(curve: 'prime256v1', sum: 'SHA-256', bits: 128),
  mainLine(curve: 'secp384r1', sum: 'SHA-512', bits: 256);

  const Section({required this.curve, required this.sum, required this.bits});

  final String curve;
  final String sum;
  final int bits;
}

extension SectionNames on Section {
  String get signerName => '$sum/DET-ECDSA';
  int get modulus => bits * 16;
}

const legacyCiphers = {'tape': 'RC4', 'disk': 'AES/CBC/PKCS7'};

String sumName([String kind = 'plan']) => kind == 'plan' ? 'SHA3-384' : 'MD5';

/// Names for the menu of the desk; nothing is computed with them.
const menu = ['Describe', 'Design', 'Hash marks', 'Sign posts', 'RSA (Rail Safety Act)'];

/// Signal codes of the old handbook.
const codes = {'DES': 'dead end siding', 'SHA': 'shunting ahead', 'ECB': 'emergency coach brake'};
