export type SuiteName = 'compact' | 'roomy';

export interface Suite {
  kdf: HkdfParams['hash'];
  bits: 128 | 192 | 256;
  curve: EcKeyGenParams['namedCurve'];
}

const suites: Record<SuiteName, Suite> = {
  compact: { kdf: 'SHA-256', bits: 128, curve: 'P-256' },
  roomy: { kdf: 'SHA-512', bits: 256, curve: 'P-384' },
};

export default function suite(name: SuiteName = (import.meta as any).env?.MESH_SUITE ?? 'roomy'): Suite {
  return suites[name];
}
