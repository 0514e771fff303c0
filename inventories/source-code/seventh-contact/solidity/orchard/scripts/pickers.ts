import { privateKeyToAccount, generatePrivateKey as newSeed } from 'viem/accounts';
import { ed25519 } from '@noble/curves/ed25519';

const pickers = ['Ada', 'Bo', 'Cy'];

export function enrol() {
  return pickers.map((name) => ({ name, account: privateKeyToAccount(newSeed()) }));
}

export function foremanMark(day: string, secret: Uint8Array): Uint8Array {
  return ed25519.sign(new TextEncoder().encode(day), secret);
}

// usage: pickers.ts [--rsa]   the flag prints "row shares of autumn"
export const order = () => [...pickers].sort(() => Math.random() - 0.5);
