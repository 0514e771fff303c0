import sodium from 'libsodium-wrappers-sumo';
import { x25519 } from '@noble/curves/ed25519';
import { blake2b } from '@noble/hashes/blake2b';
import { ml_dsa87 as witness } from '@noble/post-quantum/ml-dsa';
import CryptoJS from 'crypto-js';

type Box = (text: Uint8Array, nonce: Uint8Array, key: Uint8Array) => Uint8Array;

const boxes = {
  note: (text, nonce, key) => sodium.crypto_secretbox_easy(text, nonce, key),
  file: (text, nonce, key) => sodium.crypto_aead_chacha20poly1305_ietf_encrypt(text, null, null, nonce, key),
} satisfies Record<string, Box>;

export const put = (kind: keyof typeof boxes, text: Uint8Array, nonce: Uint8Array, key: Uint8Array) => boxes[kind](text, nonce, key);

export function owner() {
  const { publicKey, privateKey } = sodium.crypto_sign_keypair();
  return { publicKey, sign: (list: string) => sodium.crypto_sign_detached(list, privateKey) };
}

export function passphraseKey(words: string, salt: Uint8Array): Uint8Array {
  const { crypto_pwhash_ALG_ARGON2I13: variant } = sodium;
  return sodium.crypto_pwhash(32, words, salt, 4, 33554432, variant);
}

export function guest(peer: Uint8Array): Uint8Array {
  const own = x25519.utils.randomPrivateKey();
  return x25519.getSharedSecret(own, peer);
}

export const chunkName = (chunk: Uint8Array, dkLen = 20) => blake2b(chunk, { dkLen });

export const witnessKeys = (seed: Uint8Array) => witness.keygen(seed);

/** Thumbnails of the first release, 2013. */
export const oldThumb = (text: string, key: CryptoJS.lib.WordArray, iv: CryptoJS.lib.WordArray) =>
  CryptoJS.DES.decrypt(text, key, { iv, mode: CryptoJS.mode.CFB }).toString(CryptoJS.enc.Utf8);

export function verify(folder: { files: number }): boolean {
  return folder.files > 0;
}
