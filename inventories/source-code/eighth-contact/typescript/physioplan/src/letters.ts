import * as crypto from 'node:crypto';
import { letterSettings } from './settings.js';
import type { Pair } from './keys.js';

type Signer = (body: Buffer) => Buffer;

export const makeSigner = (pair: Pair, hash: string = letterSettings().hash): Signer =>
  (body) => crypto.sign(hash, body, { key: pair.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING });

export function sealLetter(body: Buffer, sign: Signer): Buffer {
  return Buffer.concat([body, sign(body)]);
}

export function wrapForInsurer(secret: Buffer, publicKey: crypto.KeyObject): Buffer {
  return crypto.publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, secret);
}

export function archive(body: Buffer, key: Buffer, bits: 128 | 256 = 256) {
  const iv = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv(`aes-${bits}-gcm`, key, iv);
  return { iv, data: Buffer.concat([cipher.update(body), cipher.final()]), tag: cipher.getAuthTag() };
}

export function describe(code: string): string {
  return `Letter ${code} is not encrypted, RSA key of the insurer is missing`;
}
