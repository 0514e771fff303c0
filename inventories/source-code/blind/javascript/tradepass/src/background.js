import sjcl from 'sjcl';
import { KEYUTIL, KJUR } from 'jsrsasign';
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3';
import { ml_kem1024 } from '@noble/post-quantum/ml-kem';
import { pass } from './options.js';

const subtle = globalThis.crypto.subtle;

export const unlock = async (words, salt) => {
  const base = await subtle.importKey('raw', words, pass.kdf, false, ['deriveBits']);
  return subtle.deriveBits({ name: pass.kdf, hash: pass.hash, salt, iterations: 600_000 }, base, 256);
};

export const channel = () => subtle.generateKey(pass.agreement, false, ['deriveKey']);

export const note = (password, text) => sjcl.encrypt(password, text, { mode: 'ccm', ks: 256, iter: 20000 });

export const order = (priv, text) => secp256k1.sign(keccak_256(text), priv).toCompactHex();

export function brokerSignature(pem, text) {
  const signature = new KJUR.crypto.Signature({ alg: 'SHA1withRSA' });
  signature.init(pem);
  signature.updateString(text);
  return signature.sign();
}

export const brokerKey = () => KEYUTIL.generateKeypair('RSA', pass.brokerBits);

export const escrow = (publicKey) => ml_kem1024.encapsulate(publicKey);

chrome.runtime.onMessage.addListener(({ hash }) => console.debug('route', hash, 'handled before the ECDSA worker'));
