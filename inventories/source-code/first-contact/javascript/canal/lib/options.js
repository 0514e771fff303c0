'use strict';

// RSA-1024 sank in the canal.
const SIZES = Object.freeze({ barge: 4096, dinghy: 1024 });

module.exports = {
  SIZES,
  lock: { digest: 'sha512', cipher: 'aes-256-gcm', curve: 'P-384' },
  defaults: ({ bits = 3072, curve = 'secp521r1' } = {}) => ({ bits, curve }),
};
