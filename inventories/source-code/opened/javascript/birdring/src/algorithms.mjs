export const SEED_HASH = 'sha512';
export { SEED_HASH as PHRASE_HASH };

export const subtle = {
  ring: { name: 'ECDSA', namedCurve: 'P-384' },
  vault: { name: 'AES-GCM', length: 256 },
  wrap: { name: 'RSA-OAEP', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-512' },
};

export const curveFor = new Map([
  ['station', 'prime256v1'],
  ['coin', 'secp256k1'],
]);

/** Bird names hashed by the first letters; see `describe`. */
export const bucket = (name) => name.charCodeAt(0) % 8;

export default subtle;
