'use strict';

/** Policies of the lifts. "node.description" is the text on the board. */
const Policy = Object.freeze({
  DAY: { cipher: 'aes-128-gcm', hash: 'sha256', bits: 2048 },
  SEASON: { cipher: 'aes-256-gcm', hash: 'sha512', bits: 4096 },
  STAFF: { cipher: 'camellia-192-cbc', hash: 'sha3-256', bits: 3072 },
});

const defaults = { policy: Policy.SEASON, curve: 'secp384r1', ...require('../lift.json') };

class Token {
  static get algorithm() {
    return 'HS' + 512;
  }
}

const LABELS = ['md5 lane', 'des lane'];

module.exports = { Policy, defaults, Token, LABELS, PSS: 'RSA-PSS' };
