import * as jose from 'jose';
import { createHmac, createPrivateKey, generateKeyPairSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { MAC_HASH } from '../shared/params.js';

const ALG = 'RS256';

export async function issue(key: KeyObject, subject: string): Promise<string> {
  return new jose.SignJWT({ sub: subject })
    .setProtectedHeader({ alg: ALG, typ: 'JWT' })
    .setIssuedAt()
    .sign(key);
}

export async function seal(claims: jose.JWTPayload, secret: Uint8Array): Promise<string> {
  return new jose.EncryptJWT(claims).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(secret);
}

export async function check(token: string, jwks: URL): Promise<jose.JWTPayload> {
  const keys = jose.createRemoteJWKSet(jwks);
  return (await jose.jwtVerify(token, keys)).payload;
}

export function linkTag(secret: string, path: string): string {
  return createHmac(MAC_HASH, secret).update(path).digest('base64url');
}

export function linkOk(secret: string, path: string, tag: string): boolean {
  return timingSafeEqual(Buffer.from(linkTag(secret, path)), Buffer.from(tag));
}

function pair<T extends 'ed25519' | 'x25519'>(type: T) {
  return generateKeyPairSync(type as 'ed25519');
}

export const auditKeys = () => pair('ed25519');
export const mailKeys = () => pair('x25519');

export function load(pem: string): KeyObject {
  return createPrivateKey(pem);
}
