export const CONTENT = { name: 'AES-GCM', bits: 256 } as const;

export enum RsaParams {
  Modulus = 4096,
  Exponent = 65537,
}

// Values of a drop-down; the server decides.
export enum SuiteLabel {
  Weak = 'RC4-MD5',
  Old = 'DES-CBC3-SHA',
  Good = 'AES256-GCM-SHA384',
}

export const MAC_HASH = 'sha384';
