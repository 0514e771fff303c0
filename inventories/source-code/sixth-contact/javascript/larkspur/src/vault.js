import { ml_kem768 as kem } from '@noble/post-quantum/ml-kem';
import { ml_dsa87 } from '@noble/post-quantum/ml-dsa';
import { xchacha20poly1305 } from '@noble/ciphers/chacha';
import { scrypt } from '@noble/hashes/scrypt';
import { secp256k1 } from '@noble/curves/secp256k1';
import CryptoJS from 'crypto-js';
import forge from 'node-forge';
import nacl from 'tweetnacl';
import { CURVES, aesOptions, agreement } from './params.js';

const subtle = globalThis.crypto.subtle;
const SIGNERS = { invoice: ml_dsa87 };

export async function deedKey() {
  const namedCurve = CURVES.get('deed');
  return subtle.generateKey({ name: 'ECDSA', namedCurve }, false, ['sign']);
}

export async function signDeed(deed) {
  const { privateKey } = await deedKey();
  return subtle.sign({ name: 'ECDSA', hash: 'SHA-512' }, privateKey, deed);
}

export async function pageKey() {
  return subtle.generateKey(aesOptions(), true, ['encrypt', 'decrypt']);
}

export const shared = (mine, theirs) => agreement.getSharedSecret(mine, theirs);

export function share(peer) {
  const { cipherText, sharedSecret } = kem.encapsulate(peer);
  return { cipherText, sharedSecret };
}

export function sealNote(key, nonce, note) {
  const seal = xchacha20poly1305(key, nonce);
  return seal.encrypt(note);
}

export const fromPhrase = (phrase, salt) => scrypt(phrase, salt, { N: 2 ** 15, r: 8, p: 1, dkLen: 32 });

export function signInvoice(kind, secretKey, invoice) {
  return SIGNERS[kind].sign(secretKey, invoice);
}

export const coin = (digest, key) => secp256k1.sign(digest, key);

export function oldNote(phrase, text) {
  return CryptoJS.RC4.encrypt(text, phrase).toString();
}

export function etag(page) {
  return forge.md.md5.create().update(page).digest().toHex();
}

export const petals = () => nacl.sign.keyPair();
