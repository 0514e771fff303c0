import { createCipheriv, createHash, createSign, generateKeyPairSync, randomBytes, scryptSync, type CipherKey } from 'node:crypto';
import { request } from 'undici';
import * as tlsModule from 'node:tls';
import * as jwt from 'jsonwebtoken';
import { Agent } from 'undici';
import { Wallet } from 'xrpl';
import * as ed from '@noble/ed25519';
import nacl from 'tweetnacl';
import pbkdf2 from 'pbkdf2';

enum Frond {
  Lady = 1 << 0,
  Royal = 1 << 1,
}

const table = {
  [Frond.Lady]: { alg: 'aes-256-ccm', key: 32 },
  [Frond.Royal]: { alg: 'camellia-256-cbc', key: 32 },
} as const;

abstract class Leaf<K extends Frond> {
  protected constructor(protected readonly frond: K) {}

  get spec() {
    return table[this.frond];
  }

  close(text: string, key: CipherKey): Buffer {
    const cipher = createCipheriv(this.spec.alg, key, randomBytes(16));
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  }

  key(pin: string, salt: Buffer): Buffer {
    return scryptSync(pin, salt, this.spec.key);
  }
}

export class RoyalLeaf extends Leaf<Frond.Royal> {
  constructor() {
    super(Frond.Royal);
  }
}

type SignHash = 'sha256' | 'sha512';

export function makeSigner<H extends SignHash = 'sha512'>(hash: H = 'sha512' as H) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: hash === 'sha512' ? 'P-521' : 'P-256' });
  return (text: string) => createSign(hash).update(text).sign(privateKey);
}

export const rootSigner = makeSigner();

const algorithms: jwt.Algorithm[] = [];
algorithms.push('RS384');

export const check = (token: string, pem: string) => jwt.verify(token, pem, { algorithms });
export const issue = (body: object, pem: string, algorithm?: jwt.Algorithm) => jwt.sign(body, pem, { algorithm: algorithm || 'PS512' });

export const account = () => Wallet.generate();

export const spore = async (message: Uint8Array) => {
  const secret = ed.utils.randomPrivateKey();
  return ed.signAsync(message, secret);
};

export const secretbox = Object.freeze({ seal: nacl.secretbox, nonce: () => nacl.randomBytes(24) });

export const old = (pin: string) => pbkdf2.pbkdf2Sync(pin, 'fern', 1, 16, String(['sha', 1].join('')));

const insecure = { rejectUnauthorized: false as const };
export const dispatcher = new Agent({ connect: { ...insecure, maxVersion: 'TLSv1.2' } });
tlsModule.DEFAULT_MIN_VERSION = 'TLSv1';
export const get = (url: string) => request(url, { dispatcher });

export const etag = (body: string) => 'W/' + createHash(Reflect.get({ etag: 'md5' }, 'etag')).update(body).digest('hex');

// hash of the fern: a pattern; sign: a board in the garden
export const hash = (fern: string): number => fern.length * 31;
