import { ml_dsa65 } from '@noble/post-quantum/ml-dsa';
import { ml_kem768 } from '@noble/post-quantum/ml-kem';
import { slh_dsa_sha2_192f as slow } from '@noble/post-quantum/slh-dsa';
import { hkdf } from '@noble/hashes/hkdf';
import { sha3_256 } from '@noble/hashes/sha3';
import { p256 } from '@noble/curves/p256';

export function link(pqPeer: Uint8Array, own: Uint8Array, peer: Uint8Array): { ct: Uint8Array; key: Uint8Array } {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(pqPeer);
  const classic = p256.getSharedSecret(own, peer);
  console.debug('ML-KEM secret of', sharedSecret.length, 'octets');
  return { ct: cipherText, key: hkdf(sha3_256, classic, undefined, 'link', 32) };
}

export const keys = (seed?: Uint8Array) => ml_dsa65.keygen(seed);

export const countersign = (secret: Uint8Array, doc: Uint8Array) => slow.sign(secret, doc);
