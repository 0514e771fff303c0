export { p384 as slipCurve } from '@noble/curves/p384';
export { x25519 } from '@noble/curves/ed25519';
export { sha256 as slipDigest } from '@noble/hashes/sha256';
