import { secp256k1 as curve } from '@noble/curves/secp256k1';
import * as ed from '@noble/ed25519';
import { keccak_256 } from '@noble/hashes/sha3';
import { blake3 } from '@noble/hashes/blake3';
import { xchacha20poly1305 } from '@noble/ciphers/chacha';
import CryptoJS from 'crypto-js';
import { Wallet, computeAddress } from 'ethers';
import forge from 'node-forge';
import nacl from 'tweetnacl';

const hashes = { event: keccak_256, page: blake3 };
let settings = { forgeBits: 1024, mode: CryptoJS.mode.ECB };

export const newKey = () => curve.utils.randomPrivateKey();

export function spend(tx, key = newKey()) {
  return curve.sign(hashes.event(tx), key).toCompactHex();
}

export const page = (text) => hashes['page'](text);

export const bird = (message, key) => ed.signAsync(message, key);

export const seal = (key, nonce, text) => xchacha20poly1305(key, nonce).encrypt(text);

export function cache(text, password) {
  return CryptoJS.AES.encrypt(text, CryptoJS.enc.Utf8.parse(password.padEnd(16)), { mode: settings.mode }).toString();
}

export const oldCache = (text, password) => CryptoJS.TripleDES.encrypt(text, password).toString();

export function ringKey() {
  return forge.pki.rsa.generateKeyPair({ bits: settings.forgeBits, workers: -1 });
}

export function ringCert(name) {
  const keys = ringKey();
  const cert = forge.pki.createCertificate();
  cert.publicKey = keys.publicKey;
  cert.setSubject([{ name: 'commonName', value: name }]);
  cert.sign(keys.privateKey, forge.md[`sha${2 ** 8}`].create());
  return forge.pki.certificateToPem(cert);
}

export const box = (text, nonce, theirs, ours) => nacl.box(text, nonce, theirs, ours);

export const account = () => computeAddress(Wallet.createRandom().publicKey);

export const dice = () => Math.floor(Math.random() * 6);

export const verify = (form) => form.fields.every((f) => f.valid);
