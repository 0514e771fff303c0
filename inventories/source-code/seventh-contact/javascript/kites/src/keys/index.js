export { ed25519 as pilotKey } from '@noble/curves/ed25519';
export { ml_kem768 as stormKey } from '@noble/post-quantum/ml-kem';
export * from './families.js';
