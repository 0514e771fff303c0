/** Shared by the weighbridge terminals and the office. */
export const DOCKET_SCHEME = 'RSA-SHA256';
export const SCALE_KEY_BITS = 8 * 384;

export enum ScaleCurve {
  Bridge = 'prime256v1',
  Silo = 'secp384r1',
}

export type Partner = 'mill' | 'bakery' | 'exporter';

export const PARTNER_ALGS: Record<Partner, string> = {
  mill: 'ES256',
  bakery: 'EdDSA',
  exporter: 'PS384',
};

// object identifiers of the grades in the export certificate, not to be renumbered
export const GRADE_OIDS = {
  milling: '1.2.840.113549.1.1.11',
  feed: '1.3.6.1.4.1.99999.2',
};
