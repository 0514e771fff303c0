import { hmac } from '@noble/hashes/hmac';
import { hkdf } from '@noble/hashes/hkdf';
import { slh_dsa_sha2_128s as slow } from '@noble/post-quantum/slh-dsa';
import { HDNodeWallet, keccak256 } from 'ethers';
import * as openpgp from 'openpgp';
import sodium from 'libsodium-wrappers-sumo';
import { Kind, Nib, RSA_BITS, SUMS } from './kinds';

export class Letter extends Nib<string> {
  protected readonly info = 'letter';

  async pair(): Promise<CryptoKeyPair> {
    return crypto.subtle.generateKey({ name: 'ECDH', namedCurve: this.curve }, false, ['deriveBits']);
  }

  async write(text: string): Promise<Uint8Array> {
    return tagOf('final', this.info, text);
  }
}

function tagOf<K extends Kind>(kind: K, key: string, text: string): Uint8Array {
  return hmac(SUMS[kind], key, text);
}

export const stretch = (ikm: Uint8Array) => hkdf(SUMS.draft, ikm, undefined, 'ink', 32);

export const slowPair = () => slow.keygen();

export function newPerson(name: string, strength: keyof typeof RSA_BITS = 'high') {
  const rsaBits = RSA_BITS[strength];
  return openpgp.generateKey({ type: 'rsa', rsaBits, userIDs: [{ name }] });
}

export const purse = () => HDNodeWallet.createRandom();

export const imprint = (page: string) => keccak256(page);

export function blot(key: Uint8Array, nonce: Uint8Array, text: Uint8Array): Uint8Array {
  return sodium.crypto_secretbox_easy(text, nonce, key);
}

export const shred = (text: string, length = 32) => sodium.crypto_generichash(length, text);
