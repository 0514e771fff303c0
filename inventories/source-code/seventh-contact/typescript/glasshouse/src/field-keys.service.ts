import { Inject, Injectable, Logger } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { webcrypto, getDiffieHellman, pbkdf2Sync, createHash, DiffieHellmanGroup } from 'node:crypto';
import { IRRIGATION, SIGNING_ALGORITHM } from './steward.module';

const { subtle } = webcrypto;
const family = 'SHA';

@Injectable()
export class FieldKeys {
  private readonly log = new Logger('FieldKeys');

  constructor(
    @Inject(SIGNING_ALGORITHM) private readonly signing: webcrypto.RsaHashedKeyGenParams,
    @Inject(IRRIGATION) private readonly irrigation: { digest: string; group: string },
    private readonly config: ConfigService,
  ) {}

  async plant(): Promise<webcrypto.CryptoKeyPair> {
    this.log.log('planting a new RSA-PSS pair beside bed 7');
    return subtle.generateKey(this.signing, true, ['sign', 'verify']);
  }

  async tag(bed: string, pair: webcrypto.CryptoKeyPair): Promise<ArrayBuffer> {
    return subtle.sign({ name: 'RSA-PSS', saltLength: 32 }, pair.privateKey, Buffer.from(bed));
  }

  pumpAgreement(): DiffieHellmanGroup {
    const side = getDiffieHellman(this.irrigation.group);
    side.generateKeys();
    return side;
  }

  pumpKey(phrase: string, salt: Buffer): Buffer {
    const rounds = this.config.get<number>('PUMP_ROUNDS', 310000);
    return pbkdf2Sync(phrase, salt, rounds, 32, this.irrigation.digest);
  }

  bedMark(bed: string, width: 256 | 512 = 512): string {
    return createHash(`${family}${width}`).update(bed).digest('base64url');
  }

  waterOrder<T>(beds: T[]): T[] {
    return [...beds].sort(() => Math.random() - 0.5);
  }
}
