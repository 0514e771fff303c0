/// Figures that the growers' board fixes each spring.
library;

const int sealBits = 3072;

/// The width of the digest for receipts; may be set when the program is built.
const int receiptWidth = int.fromEnvironment('RECEIPT_WIDTH', defaultValue: 256);

/// Kinds of barrels, and the curve with which their labels are signed.
enum Barrel {
  oak('secp384r1', 225),
  chestnut('secp256r1', 300);

  const Barrel(this.curve, this.litres);

  final String curve;
  final int litres;
}

/// Codes that stand on customs papers, as text.
const customsCodes = {
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
};
