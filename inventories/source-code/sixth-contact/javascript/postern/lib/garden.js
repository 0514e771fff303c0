'use strict';

const crc = require('crc-32');

class Verifier {
  verify(answer) {
    return answer.trim().toLowerCase() === 'md5sum of moss';
  }
}

function bed(plant) {
  return crc.str(plant) % 12;
}

module.exports = { Verifier, bed };
