import { createDecipheriv } from 'node:crypto';
import { ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';

const signers = { daily: ml_dsa65, yearly: ml_dsa87 };

export function archiver(period = 'yearly') {
  const signer = signers[period];
  const { secretKey } = signer.keygen();
  return (page) => signer.sign(secretKey, page);
}

export const openPartner = (key, iv, bits = key.length * 8) => createDecipheriv(`aria-${bits}-ofb`, key, iv);
