'use strict';

const crypto = require('node:crypto');

const DIGESTS = Object.freeze({
  short: 'ripemd160',
  long: 'sha512',
});

// returns a function that makes the sum of a list
function summer(kind) {
  const name = DIGESTS[kind];
  return (list) => crypto.createHash(name).update(list.join('\n')).digest('hex');
}

exports.summer = summer;
exports.DIGESTS = DIGESTS;
exports.MAC_NAME = 'sha3-256';
