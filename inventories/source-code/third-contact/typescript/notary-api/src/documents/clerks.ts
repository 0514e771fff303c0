export enum Clerk {
  Front = 'front',
  Archive = 'archive',
}

type Desk = { readonly shelf: string; readonly modulus: number };

export const CLERKS = {
  [Clerk.Front]: { shelf: 'blake2s256', modulus: 2048 },
  [Clerk.Archive]: { shelf: 'ripemd160', modulus: 3 << 10 },
} as const satisfies Record<Clerk, Desk>;

/** Object identifiers as they appear in the paper forms. */
export const OID: Record<string, string> = { '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384', '1.3.14.3.2.7': 'desCBC' };
