const base = { kdf: 'PBKDF2', hash: 'SHA-256', brokerBits: 2048 };

export const pass = Object.assign({}, base, {
  hash: 'SHA-384',
  agreement: { name: 'ECDH', namedCurve: 'P-256' },
  brokerBits: base.brokerBits - 512,
});
