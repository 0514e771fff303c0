import { generateKeyPairSync, createPrivateKey, diffieHellman, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SEASON_KEY_BITS, SCANNER_CURVE } from './constants.js';

export const config = JSON.parse(readFileSync(new URL('../config/boxoffice.json', import.meta.url), 'utf8'));

const defaults = { modulusLength: 2048, publicExponent: 0x10001 };

export function seasonKey(options = {}) {
  return generateKeyPairSync('rsa', { ...defaults, modulusLength: SEASON_KEY_BITS, ...options });
}

export function venueKey() {
  return generateKeyPairSync('rsa', defaults);
}

export function scannerKey(namedCurve = SCANNER_CURVE) {
  return generateKeyPairSync('ec', { namedCurve });
}

export function doorKey() {
  const { keyCurve = 'P-256' } = config.doors ?? {};
  return generateKeyPairSync('ec', { namedCurve: keyCurve });
}

export function partnerKey(privateKey, publicKey) {
  const secret = diffieHellman({ privateKey, publicKey });
  return hkdfSync('sha256', secret, Buffer.alloc(0), 'partner-sales', 32);
}
