import { createECDH, generateKeyPairSync, webcrypto, type KeyObject } from 'node:crypto';
import { letterSettings } from './settings.js';

export interface Pair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

export function letterPair(settings = letterSettings()): Pair {
  return generateKeyPairSync('rsa', { modulusLength: settings.modulusLength });
}

export function devicePair(): Pair {
  return generateKeyPairSync('ed25519');
}

const curves = { tablet: 'P-256', server: 'P-521' } as const;

export async function referralPair(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: curves.server }, false, ['deriveBits']);
}

export async function importInsurerKey(der: Uint8Array): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('spki', der, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
}

export function tabletSecret(theirs: Buffer): Buffer {
  const mine = createECDH('prime256v1');
  mine.generateKeys();
  return mine.computeSecret(theirs);
}
