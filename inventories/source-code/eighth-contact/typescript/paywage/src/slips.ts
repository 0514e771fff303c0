import { slipCurve, slipDigest, x25519 } from './primitives.js';

export function slipNumber(text: string): Uint8Array {
  return slipDigest(new TextEncoder().encode(text));
}

export function signSlip(text: string, secret: Uint8Array): Uint8Array {
  return slipCurve.sign(slipNumber(text), secret).toCompactRawBytes();
}

export function payrollSecret(mine: Uint8Array, bureau: Uint8Array): Uint8Array {
  return x25519.getSharedSecret(mine, bureau);
}

/** Hours, hashed out between the foreman and the office; no rsa lamp here. */
export function hash(hours: number[]): number {
  return hours.reduce((sum, h) => sum + h, 0);
}

export const total = (weeks: number[][]) => weeks.map((w) => hash(w));
