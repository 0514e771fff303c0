/// Values shared by the notebook.
library;

import 'package:crypto/crypto.dart';

const Hash noteHash = sha512;
const int authorBits = 1024;
const String pageCipher = 'AES/CBC/PKCS7';
const legacyNames = <String>['DES', 'RC4', 'MD5'];
