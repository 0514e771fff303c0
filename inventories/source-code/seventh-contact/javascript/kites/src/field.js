import { hkdf } from '@noble/hashes/hkdf';
import { hmac } from '@noble/hashes/hmac';
import * as wind from '@noble/hashes/sha2';
import { pilotKey, stormKey, families } from './keys/index.js';

const { subtle } = globalThis.crypto;

/** Anything that stamps a flight: the subclass says how. */
class Stamp {
  get how() {
    throw new Error('a stamp must say how');
  }

  async press(bytes) {
    return new Uint8Array(await subtle.digest(this.how, bytes));
  }
}

export class LandingStamp extends Stamp {
  get how() {
    return 'SHA-1';
  }
}

const macWith = (digest) => (key, flight) => hmac(digest, key, new TextEncoder().encode(flight));
export const flightMac = macWith(wind.sha384);

export const lineKey = (secret, line) => hkdf(wind['sha256'], secret, undefined, `kite/${line}`, 32);

export class Pilot {
  constructor({ seed = pilotKey.utils.randomPrivateKey() } = {}) {
    this.seed = seed;
  }

  claim(height) {
    return pilotKey.sign(Uint8Array.of(height), this.seed);
  }
}

export function stormShelter() {
  const { publicKey, secretKey } = stormKey.keygen();
  return { door: publicKey, bolt: secretKey };
}

export async function juryBox() {
  return subtle.generateKey(families.get('jury'), true, ['encrypt', 'decrypt']);
}

export async function standKeys() {
  const stand = await subtle.generateKey(families.get('stand'), false, ['deriveBits']);
  return (visitor) => subtle.deriveBits({ name: 'ECDH', public: visitor }, stand.privateKey, 256);
}
