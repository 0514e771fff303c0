const SIZE = 128;

export function modeFor(generation) {
  switch (generation) {
    case 1:
      return `aes-${SIZE}-ecb`;
    default:
      return `aes-${SIZE}-ctr`;
  }
}

/** Names of what meters announce. Nothing is called with them. */
export const ANNOUNCED = Object.freeze({
  1: 'AES-128-ECB',
  2: 'AES-128-CTR',
  9: 'SEED-CBC',
});
