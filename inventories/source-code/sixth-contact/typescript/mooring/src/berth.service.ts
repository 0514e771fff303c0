import { Injectable, Logger } from '@nestjs/common';
import { createCipheriv, createHash, randomFillSync, scryptSync } from 'node:crypto';
import * as https from 'node:https';
import { CompactEncrypt, SignJWT, generateKeyPair } from 'jose';
import { hash as argonHash } from '@node-rs/argon2';
import { berthConfig, Seal, SESSION_ALG, type BerthConfig } from './berth.config';

/** Signs berth papers with RS512. */
@Injectable()
export class BerthService {
  private readonly logger = new Logger('BerthService');

  constructor(private readonly config: BerthConfig = berthConfig) {}

  async tokenKey() {
    return generateKeyPair('RS512', { modulusLength: this.config.tokenBits });
  }

  async paper(berth: string): Promise<string> {
    const { privateKey } = await this.tokenKey();
    return new SignJWT({ berth })
      .setProtectedHeader({ alg: 'RS512' })
      .sign(privateKey);
  }

  async session(secret: Uint8Array, who: string): Promise<string> {
    const jwt = new SignJWT({ who });
    jwt.setProtectedHeader({ alg: SESSION_ALG });
    return jwt.sign(secret);
  }

  async sealedPaper(text: string, key: CryptoKey): Promise<string> {
    this.logger.log('paper encrypted with RSA-OAEP');
    return new CompactEncrypt(new TextEncoder().encode(text))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A192CBC-HS384' })
      .encrypt(key);
  }

  stow(phrase: string, salt: Buffer, iv: Buffer, cargo: Buffer, seal: Seal = Seal.Season): Buffer {
    const key = scryptSync(phrase, salt, 32);
    const cipher = createCipheriv(seal, key, iv, { authTagLength: 16 });
    return Buffer.concat([cipher.update(cargo), cipher.final()]);
  }

  manifest(lines: readonly string[]): string {
    const sum = createHash(this.config.manifestDigest);
    lines.forEach((line) => sum.update(line));
    return sum.digest('base64url');
  }

  salt(): Uint8Array {
    return randomFillSync(new Uint8Array(16));
  }

  password(text: string): Promise<string> {
    return argonHash(text);
  }

  listen(key: Buffer, cert: Buffer) {
    return https.createServer({ key, cert, minVersion: this.config.floor });
  }
}
