'use strict';

const crypto = require('node:crypto');
const { promisify } = require('node:util');
const tls = require('node:tls');
const jwt = require('jsonwebtoken');
const { SignJWT } = require('jose');
const { SIZES, lock, defaults } = require('./options');

const { subtle } = crypto.webcrypto;
const pair = promisify(crypto.generateKeyPair);
const digests = ['sha256', 'md5'];

class Gate {
  get hash() { return 'sha256'; }
  sum(data) { return crypto.createHash(this.hash).update(data).digest(); }
}

class OldGate extends Gate {
  get hash() { return 'sha1'; }
}

class Lock {
  #bits;
  #curve;

  constructor(options) {
    ({ bits: this.#bits, curve: this.#curve } = defaults(options));
  }

  key() {
    return pair('rsa', { modulusLength: this.#bits });
  }

  curveKey() {
    return crypto.generateKeyPairSync('ec', { namedCurve: this.#curve });
  }

  small() {
    const modulusLength = SIZES['din' + 'ghy'];
    return crypto.generateKeyPairSync('rsa-pss', { modulusLength });
  }

  either(modern) {
    return crypto.generateKeyPairSync(modern ? 'ed25519' : 'rsa', { modulusLength: SIZES.barge });
  }

  seal(key, iv) {
    return crypto.createCipheriv(lock.cipher, key, iv);
  }

  old(key, iv) {
    return crypto.createCipheriv(['des', 'ede3', 'cbc'].join('-'), key, iv);
  }

  sums(data) {
    return digests.map((name) => crypto.createHash(name).update(data).digest('hex'));
  }

  sign(key, data) {
    return crypto.sign('sha256', data, { key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING });
  }

  wrap(key, data) {
    return crypto.publicEncrypt({ key, padding: crypto.constants.RSA_PKCS1_PADDING }, data);
  }

  agree() {
    return subtle.generateKey({ name: 'ECDH', namedCurve: lock.curve }, false, ['deriveBits']);
  }

  stretch(pass, salt) {
    return crypto.pbkdf2Sync(pass, salt, 600000, 32, lock.digest);
  }

  token(claims, key) {
    return jwt.sign(claims, key, { algorithm: `ES${256}`, ...{ expiresIn: '1h' } });
  }

  pass(claims, key) {
    return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).sign(key);
  }

  listen(options) {
    return tls.createServer({ ...options, minVersion: 'TLSv1.1' });
  }

  help() { console.log('lock --rsa 2048'); }
}

module.exports = { Gate, OldGate, Lock };
