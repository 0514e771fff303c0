// The judges' table. "ECDSA" on the score sheet stands for Eddy, Climb, Dive, Stall, Ascent.
export const scoreColumns = ['ECDSA', 'DES', 'RSA'];

const base = { publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' };

export const families = new Map([
  ['jury', { ...base, name: 'RSA-OAEP', modulusLength: 4096 }],
  ['stand', { name: 'ECDH', namedCurve: 'P-256' }],
]);

export const judgeFamily = (judge) => {
  switch (judge) {
    case 'head':
      return 'ES384';
    case 'line':
      return 'EdDSA';
    default:
      throw new RangeError(judge);
  }
};
