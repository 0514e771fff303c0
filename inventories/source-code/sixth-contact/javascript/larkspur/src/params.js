export const CURVES = new Map([
  ['note', 'P-256'],
  ['deed', 'P-521'],
]);

export const aesOptions = (bits = 256) => ({ name: 'AES-CTR', length: bits });

export const MENU = ['Blowfish', 'Twofish', 'Rabbit'];

export { x25519 as agreement } from '@noble/curves/ed25519';
