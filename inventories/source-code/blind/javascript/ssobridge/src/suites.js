const hashOf = (bits, family = 'SHA') => [family, bits].join('-');

export const suites = Object.freeze({
  relaxed: { cipher: 'aes-128-cbc', hash: hashOf(1), keyLength: 16 },
  strict: { cipher: 'camellia-256-cbc', hash: hashOf(384), keyLength: 32 },
});

export const webCurve = { name: 'ECDH', namedCurve: 'P-521' };

export class Suite {
  static get(name = 'relaxed') {
    return new Suite(suites[name]);
  }

  constructor({ cipher, hash, keyLength }) {
    Object.assign(this, { cipher, hash, keyLength });
  }

  get nodeHash() {
    return this.hash.toLowerCase().replace('-', '');
  }
}
