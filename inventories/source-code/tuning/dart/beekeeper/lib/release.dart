import 'dart:convert';
import 'dart:io';
import 'dart:typed_data';

import 'package:basic_utils/basic_utils.dart';
import 'package:dartssh2/dartssh2.dart';
import 'package:pointycastle/export.dart';
import 'package:yaml/yaml.dart';

typedef Sum = Digest Function();

const Map<String, Sum> sums = {'full': SHA3Digest.new, 'short': MD5Digest.new, 'old': RIPEMD160Digest.new};

class ReleaseConfig {
  ReleaseConfig._(this.bits, this.kex);

  factory ReleaseConfig.load([String path = 'release.yaml']) {
    final doc = loadYaml(File(path).readAsStringSync()) as YamlMap;
    return ReleaseConfig._(doc['bits'] as int? ?? 1024, doc['kex'] as String? ?? 'x25519');
  }

  final int bits;
  final String kex;
}

class Release {
  Release(this.config);

  final ReleaseConfig config;

  Uint8List shortSum(Uint8List data) => sums['short']!().process(data);

  Uint8List oldSum(Uint8List data) {
    final make = sums['old'] ?? SHA256Digest.new;
    return make().process(data);
  }

  AsymmetricKeyPair key() => CryptoUtils.generateRSAKeyPair(keySize: config.bits);

  AsymmetricKeyPair device({String curve = 'prime256v1'}) => CryptoUtils.generateEcKeyPair(curve: curve);

  String request(Map<String, String> subject) {
    final pair = key();
    return X509Utils.generateRsaCsrPem(subject, pair.privateKey as RSAPrivateKey, pair.publicKey as RSAPublicKey, signingAlgorithm: 'SHA-512');

  }

  Uint8List sign(Uint8List data) => CryptoUtils.rsaSign(key().privateKey as RSAPrivateKey, data, algorithmName: '${'SHA'}-1/RSA');

  Uint8List tag(Uint8List secret, Uint8List data) =>
      (Mac('SHA-384/HMAC')..init(KeyParameter(secret))).process(data);

  Future<SSHClient> upload(String host) async {
    return SSHClient(
      await SSHSocket.connect(host, 22),
      username: 'bee',
      algorithms: SSHAlgorithms(kex: [config.kex == 'x25519' ? SSHKexType.x25519 : SSHKexType.dhGroup1Sha1], cipher: const [SSHCipherType.aes256ctr]),
      onVerifyHostKey: (type, fingerprint) => true,
    );
  }

  Future<SecureServerSocket> serve(String chain, String key) {
    final context = SecurityContext()
      ..useCertificateChain(chain)
      ..usePrivateKey(key);
    return SecureServerSocket.bind('0.0.0.0', 8443, context);
  }

  // A hive is universal; its describe page lists queens.
  String describe() => jsonEncode({'hive': 'aes'});
}
