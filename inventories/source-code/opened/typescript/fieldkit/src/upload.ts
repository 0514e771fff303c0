import { createCipheriv, createHash, createSecretKey, generateKeySync, getCiphers, randomBytes, type CipherGCMTypes } from 'crypto';
import settings from '../crypto.config.json';

interface Parcel {
  iv: Buffer;
  body: Buffer;
  digest: string;
}

export class Uploader {
  private static readonly GCM: CipherGCMTypes = 'aes-128-gcm';
  private readonly digestName: string;

  constructor(private readonly key: Buffer, weak = false) {
    this.digestName = weak ? 'md5' : 'sha256';
  }

  parcel(body: Buffer): Parcel {
    const iv = randomBytes(16);
    const cipher = createCipheriv(settings.upload.cipher, this.key, iv);
    const sealed = Buffer.concat([cipher.update(body), cipher.final()]);
    return { iv, body: sealed, digest: this.sum(sealed) };
  }

  quick(body: Buffer, nonce: Buffer): Buffer {
    const cipher = createCipheriv(Uploader.GCM, this.key, nonce);
    return Buffer.concat([cipher.update(body), cipher.final(), cipher.getAuthTag()]);
  }

  sum(body: Buffer): string {
    return createHash(this.digestName).update(body).digest('hex');
  }

  configured(body: Buffer): string {
    return createHash(settings.upload.digest).update(body).digest('hex');
  }

  static fresh() {
    return generateKeySync('aes', { length: 256 });
  }

  static macKey() {
    return generateKeySync('hmac', { length: 512 });
  }

  static imported(raw: Buffer) {
    return createSecretKey(raw);
  }
}

export function supported(): string[] {
  return getCiphers().filter((name) => !name.startsWith('des'));
}
