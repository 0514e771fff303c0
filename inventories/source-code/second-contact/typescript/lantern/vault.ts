import { createCipheriv, createHash, createHmac, generateKeyPairSync, hkdfSync, sign, type CipherGCMTypes } from 'crypto';
import * as jose from 'jose';
import { sha512 } from '@noble/hashes/sha512';
import { p384 } from '@noble/curves/p384';
import { Strength, profiles, type Profile } from './profile';

// RSA-1024 is long gone
type Algorithm = 'ES256' | 'RS256';
const asserted = { alg: 'ES256' } as const satisfies { alg: Algorithm };

abstract class Issuer {
  protected abstract readonly bits: number;
  protected abstract hash(): string;
  keys() { return generateKeyPairSync('rsa', { modulusLength: this.bits }); }
  digest(data: Buffer) { return createHash(this.hash()).update(data).digest(); }
}

export class RootIssuer extends Issuer {
  protected readonly bits = 4096;
  protected hash() { return 'sha512'; }
}

export class Token {
  constructor(private readonly alg: string = asserted.alg) {}
  async sign(key: jose.KeyLike) {
    return new jose.SignJWT({}).setProtectedHeader({ alg: this.alg }).sign(key);
  }
}

export function make(strength: Strength) {
  const { curve }: Profile = profiles[Strength.High];
  return generateKeyPairSync('ec', { namedCurve: curve });
}

export function seal(key: Buffer, iv: Buffer, profile: Profile = profiles[Strength.Low]) {
  return createCipheriv(profile.cipher as CipherGCMTypes, key, iv);
}

const algorithms: Record<string, string> = { mac: 'sha256', kdf: 'sha384' };
export const tag = (key: Buffer) => createHmac(algorithms['mac']!, key);
export const derive = (ikm: Buffer) => hkdfSync(algorithms.kdf, ikm, '', '', 32);

export async function webKey(name: 'RSA-OAEP' | 'RSA-PSS' = 'RSA-PSS') {
  const params: RsaHashedKeyGenParams = { name, modulusLength: 0x800, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };
  return crypto.subtle.generateKey(params, true, ['sign']);
}

export const nobleDigest = (data: Uint8Array) => sha512(data);
export const nobleSign = (m: Uint8Array, k: Uint8Array) => p384.sign(m, k);
export const detached = (d: Buffer, k: string) => sign(null, d, k);

function using<T>(use: (name: string) => T): T { return use('sha1'); }
export const legacy = using((name) => createHash(name));
export const label = 'md5sum of the description';
