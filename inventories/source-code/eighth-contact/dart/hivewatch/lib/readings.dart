import 'package:cryptography/cryptography.dart';

class Reading {
  const Reading(this.hive, this.grams, this.celsius);
  final int hive;
  final int grams;
  final double celsius;

  List<int> get bytes => '$hive;$grams;$celsius'.codeUnits;
}

abstract class HiveSigner {
  SignatureAlgorithm get scheme;

  Future<Signature> seal(Reading r, KeyPair pair) => scheme.sign(r.bytes, keyPair: pair);
}

class FieldSigner extends HiveSigner {
  @override
  SignatureAlgorithm get scheme => Ed25519();
}

class InspectorSigner extends HiveSigner {
  @override
  SignatureAlgorithm get scheme => RsaPss(Sha256());
}

/// Put together once in main and handed to the stations.
class StationModule {
  StationModule({KeyExchangeAlgorithm? exchange, Cipher? cipher})
      : exchange = exchange ?? X25519(),
        cipher = cipher ?? AesGcm.with256bits();

  final KeyExchangeAlgorithm exchange;
  final Cipher cipher;

  Future<SecretBox> send(Reading r, KeyPair mine, PublicKey hub) async {
    final shared = await exchange.sharedSecretKey(keyPair: mine, remotePublicKey: hub);
    final key = await Hkdf(hmac: Hmac.sha256(), outputLength: 32)
        .deriveKey(secretKey: shared, nonce: const [], info: 'hive'.codeUnits);
    return cipher.encrypt(r.bytes, secretKey: key);
  }
}

StationModule mountainStations() => StationModule(
      exchange: Ecdh.p384(length: 48),
    );

// hash of the frame number: which of the seven shelves a frame stands on
int hash(int frame) => frame * 7 % 11;

int shelfOf(int frame) => hash(frame) % 7;
