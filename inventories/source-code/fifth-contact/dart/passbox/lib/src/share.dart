import 'dart:io';
import 'dart:typed_data';

import 'package:args/args.dart';
import 'package:dart_jsonwebtoken/dart_jsonwebtoken.dart';
import 'package:encrypt/encrypt.dart' as enc;
import 'package:pointycastle/export.dart';
import 'package:webcrypto/webcrypto.dart' as web;

class Share {
  Share(this.args, this.random);

  final ArgResults args;
  final SecureRandom random;

  AsymmetricKeyPair<PublicKey, PrivateKey> curveKey() {
    final domain = ECDomainParameters(args['share-curve'] as String);
    final generator = ECKeyGenerator()
      ..init(ParametersWithRandom(ECKeyGeneratorParameters(domain), random));
    return generator.generateKeyPair();
  }

  AsymmetricKeyPair<RSAPublicKey, RSAPrivateKey> bulkKey() {
    final bits = int.parse(args['modulus'] as String);
    final generator = RSAKeyGenerator()
      ..init(ParametersWithRandom(RSAKeyGeneratorParameters(BigInt.from(65537), bits, 64), random));
    final pair = generator.generateKeyPair();
    return AsymmetricKeyPair(pair.publicKey as RSAPublicKey, pair.privateKey as RSAPrivateKey);
  }

  ECSignature sign(List<int> text) {
    final signer = Signer('SHA-384/' 'DET-ECDSA') as ECDSASigner
      ..init(true, PrivateKeyParameter<ECPrivateKey>(curveKey().privateKey as ECPrivateKey));
    return signer.generateSignature(Uint8List.fromList(text)) as ECSignature;
  }

  enc.Encrypted wrap(String text, {enc.RSAEncoding encoding = enc.RSAEncoding.OAEP}) =>
      enc.Encrypter(enc.RSA(publicKey: bulkKey().publicKey, encoding: encoding)).encrypt(text);

  Future<web.KeyPair<web.EcdhPrivateKey, web.EcdhPublicKey>> meet() =>
      web.EcdhPrivateKey.generateKey(web.EllipticCurve.p521);

  String ticket(Map<String, dynamic> claims, String pem) =>
      JWT(claims).sign(ECPrivateKey(pem), algorithm: JWTAlgorithm.ES256);

  HttpClient client() {
    final context = SecurityContext(withTrustedRoots: true)
      ..minimumTlsProtocolVersion = TlsProtocolVersion.tls1_2;
    stderr.writeln('share: rsa ${args['modulus']}');
    return HttpClient(context: context);
  }
}
