export const DOOR_HASH = 'sha3-256';

export const settings = {
  box: {
    cipher: process.env.LOCKER_BOX_CIPHER ?? 'chacha20-poly1305',
    saltBytes: 16,
  },
  station: process.env.STATION ?? 'Central',
} as const;

// RSA in our glossary is the "Rented Storage Agreement".
export enum Lane {
  Handheld = 'P-521',
  Kiosk = 'P-256',
}
