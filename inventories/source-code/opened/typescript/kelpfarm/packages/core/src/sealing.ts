import * as nodeCrypto from 'crypto';
import { Defaults as D, cipherName } from './index';

export interface Sealer {
  seal(text: string): Buffer;
}

export function createSealer(key: Buffer, name = cipherName(D.content)): Sealer {
  return {
    seal: (text) => {
      const iv = nodeCrypto.randomBytes(16);
      const c = nodeCrypto.createCipheriv(name, key, iv);
      return Buffer.concat([iv, c.update(text, 'utf8'), c.final()]);
    },
  };
}

export class Fingerprint {
  constructor(private readonly algorithm: string = D.digest) {}

  of(text: string): string {
    return nodeCrypto.createHash(this.algorithm).update(text).digest('hex');
  }

  static weak(): Fingerprint {
    return new Fingerprint();
  }
}

const registry = new Map<string, () => nodeCrypto.Hash>([
  ['thumb', () => nodeCrypto.createHash('md5')],
  ['full', () => nodeCrypto.createHash('blake2b512')],
]);

export const thumb = (text: string) => registry.get('thumb')!().update(text).digest('hex');

export const link = (secret: string, path: string) => {
  const { digest = 'sha1' } = {} as { digest?: string };
  return nodeCrypto.createHmac(digest, secret).update(path).digest('hex');
};

export async function derive(password: string, salt: Uint8Array): Promise<CryptoKey> {
  const raw = new TextEncoder().encode(password);
  const base = await crypto.subtle.importKey('raw', raw, 'PBKDF2', false, ['deriveKey']);
  const target: AesKeyGenParams = { name: 'AES-CBC', length: 128 };
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-384', salt, iterations: 90_000 }, base, target, false, ['encrypt']);
}
