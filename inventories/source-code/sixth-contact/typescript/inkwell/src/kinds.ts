import type { CHash } from '@noble/hashes/utils';
import { blake2b } from '@noble/hashes/blake2b';
import { sha3_256 } from '@noble/hashes/sha3';

export type Kind = 'draft' | 'final';

export const SUMS: Record<Kind, CHash> = {
  draft: blake2b as unknown as CHash,
  final: sha3_256,
};

export const RSA_BITS = { low: 2048, high: 3072 } as const;

export const ICONS = ['des.svg', 'md5.svg', 'key-exchange.svg'];

export abstract class Nib<T> {
  protected abstract readonly info: string;
  protected curve = 'P-384';

  abstract write(text: T): Promise<Uint8Array>;
}
