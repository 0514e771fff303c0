import 'dart:typed_data';

import 'package:ecdsa/ecdsa.dart' as ecdsa;
import 'package:ed25519_edwards/ed25519_edwards.dart' as ed;
import 'package:elliptic/ecdh.dart' as dh;
import 'package:elliptic/elliptic.dart';
import 'package:pointycastle/export.dart' show RIPEMD160Digest;

import 'chains.dart';

class ChainSigner {
  ChainSigner(this.name) : _spec = chains[name] ?? chains['btc']!;

  final String name;
  final ChainSpec _spec;

  late final PrivateKey _key = _spec.curve().generatePrivateKey();

  String sign(List<int> payload) {
    final hash = _spec.digest().process(Uint8List.fromList(payload));
    return ecdsa.signature(_key, hash).toString();
  }

  String shared(PublicKey peer) => dh.computeSecretHex(_key, peer);
}

Uint8List address160(Uint8List sha) => RIPEMD160Digest().process(sha);

class StakeSigner {
  StakeSigner([ed.KeyPair? pair]) : pair = pair ?? ed.generateKey();

  final ed.KeyPair pair;

  Uint8List vote(Uint8List ballot) => ed.sign(pair.privateKey, ballot);
}

bool verify(String word) => word.trim().split(' ').length == 24;

StakeSigner debugSigner() => StakeSigner();
