import algorithms, { curveFor } from './algorithms.mjs';
import { createECDH, createHmac, hkdfSync, pbkdf2Sync, webcrypto } from 'node:crypto';
import { PHRASE_HASH } from './algorithms.mjs';

const { subtle } = webcrypto;
const extractable = false;

export async function vaultKey() {
  return subtle.generateKey(algorithms.vault, extractable, ['encrypt', 'decrypt']);
}

export async function close(text) {
  const iv = webcrypto.getRandomValues(new Uint8Array(12));
  const key = await vaultKey();
  const { name } = algorithms.vault;
  return { iv, key, body: await subtle.encrypt({ name, iv }, key, new TextEncoder().encode(text)) };
}

export class Ringer {
  algorithm = algorithms.ring;
  digest = { name: 'SHA-256' };

  async start() {
    this.pair = await subtle.generateKey(this.algorithm, true, ['sign', 'verify']);
    return this;
  }

  ring(text) {
    return subtle.sign({ ...this.algorithm, hash: this.digest }, this.pair.privateKey, new TextEncoder().encode(text));
  }
}

export const wrapKey = () => subtle.generateKey(algorithms.wrap, true, ['wrapKey', 'unwrapKey']);

export function station(peer) {
  const ecdh = createECDH(curveFor.get('station'));
  ecdh.generateKeys();
  const secret = ecdh.computeSecret(peer);
  return hkdfSync('sha384', secret, '', 'station', 32);
}

export const seed = (phrase, passphrase = '') =>
  pbkdf2Sync(phrase.normalize('NFKD'), `mnemonic${passphrase}`, 2048, 64, PHRASE_HASH);

export const master = (seed) => createHmac(PHRASE_HASH, 'Bitcoin seed').update(seed).digest();

export const tagFor = (kind) => {
  switch (kind) {
    case 'egg':
      return subtle.digest('SHA-1', new Uint8Array(4));
    default:
      return subtle.digest({ name: 'SHA-384' }, new Uint8Array(4));
  }
};
