import config from 'config';
import { webcrypto } from 'node:crypto';
import { SignJWT, EncryptJWT, generateKeyPair as makePair } from 'jose';
import { webCurve } from './suites.js';

const { subtle } = webcrypto;

export async function createIssuer({ alg = 'ES256', modulusLength = config.oidc.modulus } = config.oidc) {
  const { privateKey } = await makePair(alg, { modulusLength });
  const sign = (claims) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg })
      .setExpirationTime('5m')
      .sign(privateKey);
  return { sign };
}

export function sealFor(key, claims, enc = 'A256GCM') {
  return new EncryptJWT(claims).setProtectedHeader({ alg: 'RSA-OAEP-256', enc }).encrypt(key);
}

export async function handshake(peer) {
  const mine = await subtle.generateKey(webCurve, false, ['deriveBits']);
  return subtle.deriveBits({ ...webCurve, public: peer }, mine.privateKey, 256);
}
