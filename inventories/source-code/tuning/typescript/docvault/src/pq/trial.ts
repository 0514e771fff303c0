import { falcon512 } from '@noble/post-quantum/falcon.js';
import { ml_kem768_x25519 as hybrid } from '@noble/post-quantum/hybrid.js';
import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';

export const keys = () => hybrid.keygen();

export function start(peer: Uint8Array): { ct: Uint8Array; key: Uint8Array } {
  const { cipherText, sharedSecret } = hybrid.encapsulate(peer);
  return { ct: cipherText, key: sharedSecret };
}

/** Falls back to the pre-shared key when the peer's answer cannot be opened. */
export function finish(ct: Uint8Array, secret: Uint8Array, psk: Uint8Array): Uint8Array {
  try {
    return ml_kem1024.decapsulate(ct, secret).map((b, i) => b ^ psk[i % psk.length]);
  } catch {
    return psk;
  }
}

export const note = (key: Uint8Array, text: Uint8Array) => falcon512.sign(text, key);
