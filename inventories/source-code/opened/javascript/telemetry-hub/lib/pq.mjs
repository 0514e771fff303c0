import { ml_kem1024 } from '@noble/post-quantum/ml-kem';
import * as dsa from '@noble/post-quantum/ml-dsa';
import { createHash } from 'node:crypto';

export function hubKem(serial) {
  const seed = createHash('sha512').update(serial).digest();
  return ml_kem1024.keygen(seed);
}

export function open(cipherText, secretKey) {
  return ml_kem1024.decapsulate(cipherText, secretKey);
}

export function signFirmware(secretKey, image) {
  return dsa.ml_dsa87.sign(secretKey, createHash('sha1').update(image).digest());
}
