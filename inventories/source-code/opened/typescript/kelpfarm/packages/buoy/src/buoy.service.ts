import { Inject, Injectable } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { JwtService } from '@nestjs/jwt';
import { ec as EC } from 'elliptic';
import { Defaults } from '@kelpfarm/core';
import { KMSClient, SignCommand, GenerateDataKeyCommand } from '@aws-sdk/client-kms';
import { ml_kem768 as kem } from '@noble/post-quantum/ml-kem';
import sodium from 'libsodium-wrappers';

export const DIGEST = Symbol('DIGEST');

@Injectable()
export class BuoyService {
  private readonly curve = new EC(Defaults.groups.buoy);
  private readonly coin = new EC('secp256k1');

  constructor(
    private readonly jwt: JwtService,
    private readonly config: ConfigService,
    private readonly kms: KMSClient,
    @Inject(DIGEST) private readonly digest: 'RSASSA_PSS_SHA_256' | 'ECDSA_SHA_384',
  ) {}

  pair() {
    return this.curve.genKeyPair();
  }

  pay(hash: string, key: string) {
    return this.coin.sign(hash, key, 'hex', { canonical: true });
  }

  token(buoy: string): string {
    return this.jwt.sign({ buoy }, { algorithm: this.config.get('jwt.alg', 'HS256') });
  }

  async release(message: Uint8Array) {
    return this.kms.send(new SignCommand({ KeyId: 'alias/release', Message: message, SigningAlgorithm: this.digest }));
  }

  dataKey() {
    return this.kms.send(new GenerateDataKeyCommand({ KeyId: 'alias/data', KeySpec: 'AES_256' }));
  }

  handshake(theirs: Uint8Array) {
    return kem.encapsulate(theirs);
  }

  parcel(text: string, key: Uint8Array): Uint8Array {
    const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
    return sodium.crypto_secretbox_easy(text, nonce, key);
  }
}
