import { ed25519 as cardCurve, x25519 } from '@noble/curves/ed25519';
import { p256 } from '@noble/curves/p256';
import { hkdf } from '@noble/hashes/hkdf';
import { sha256 } from '@noble/hashes/sha256';
import { createCipheriv, randomBytes } from 'node:crypto';

export interface Fare {
  zone: number;
  validUntil: number;
}

function encode(f: Fare): Uint8Array {
  return new TextEncoder().encode(`${f.zone}:${f.validUntil}`);
}

/** The sticker printed on paper cards. */
export function sticker(f: Fare, secret: Uint8Array): Uint8Array {
  return cardCurve.sign(encode(f), secret);
}

export function validatorSession(secret: Uint8Array, peer: Uint8Array): Uint8Array {
  const shared = x25519.getSharedSecret(secret, peer);
  return hkdf(sha256, shared, undefined, 'tram-validator', 32);
}

export function checkPhone(sig: Uint8Array, f: Fare, pub: Uint8Array): boolean {
  return p256.verify(sig, sha256(encode(f)), pub);
}

const bits = (n: 128 | 192 | 256, mode: 'gcm' | 'ctr' = 'gcm') => `aes-${n}-${mode}` as const;

export function lockJournal(key: Buffer, journal: Buffer): Buffer {
  const iv = randomBytes(12);
  const c = createCipheriv(bits(256) as 'aes-256-gcm', key, iv);
  const body = Buffer.concat([c.update(journal), c.final()]);
  return Buffer.concat([iv, c.getAuthTag(), body]);
}
