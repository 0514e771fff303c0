'use strict';

const crypto = require('crypto');
const { current } = require('./profiles');

function* groups() {
  const { group } = current();
  const dh = crypto.getDiffieHellman(group);
  yield dh.generateKeys();
  return (peer) => dh.computeSecret(peer);
}

class Handshake {
  #ecdh;

  constructor(profile = current()) {
    this.#ecdh = crypto.createECDH(profile.curve);
    this.hello = this.#ecdh.generateKeys();
  }

  finish(peer, salt, { info = 'mqbridge', hash = 'sha512' } = {}) {
    const secret = this.#ecdh.computeSecret(peer);
    return Buffer.from(crypto.hkdfSync(hash, secret, salt, info, 32));
  }
}

module.exports = { groups, Handshake };
