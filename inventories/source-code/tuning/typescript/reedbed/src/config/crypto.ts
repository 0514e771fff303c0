export enum Suite {
  Field = 'aes-192-cbc',
  Office = 'aes-256-ccm',
  Legacy = 'bf-cbc',
}

export interface SealOptions {
  suite?: Suite;
  digest?: 'sha256' | 'sha512' | 'md5';
  rounds?: number;
}

export const baseOptions = {
  suite: Suite.Field,
  digest: 'sha256',
  rounds: 120_000,
} as const satisfies SealOptions;

export const JWT_ALG = (process.env.REEDBED_JWT_ALG ?? 'EdDSA') as 'EdDSA' | 'ES256K';

export type Curve = 'P-256' | 'P-521';

/** Sizes by role; nothing here has to do with DES(cription). */
export const SIZES: Record<'warden' | 'guest', number> = { warden: 0x1000, guest: 1 << 10 };
