export namespace Algo {
  export const content = { family: 'AES', bits: 256, mode: 'CTR' } as const;
  export const digest = 'sha3-512';
  export const groups = { buoy: 'p256', hull: 'ed25519' } as const;
}

export const cipherName = ({ family, bits, mode }: { family: string; bits: number; mode: string }): string =>
  [family, bits, mode].join('-').toLowerCase();

export type CipherName = `aes-${128 | 192 | 256}-${'ctr' | 'gcm'}`;

// The universal dictionary of the farm: names of buoys, not of ciphers
export const DESK_AES: Record<string, string> = { desk: 'aesthetic' };
