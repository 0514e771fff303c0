/// Names and numbers of the till protocol (document T-14).
library;

const String kRecordCipher = 'AES/CBC/PKCS7';
const String kTerminalCipher = 'DESede/CBC/PKCS7';
const int kRecordKeyBits = 256;
const int kReceiptKeyBits = 2048;

/// data elements of a card message
const Map<int, String> kElements = {
  2: 'primary account number',
  52: 'PIN block, DES or AES',
  64: 'message authentication code',
};
