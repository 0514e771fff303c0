'use strict';

const crypto = require('node:crypto');
const { promisify } = require('node:util');
const { Policy, defaults } = require('./policy');

const scryptAsync = promisify(crypto.scrypt);
const { createHash: digestOf, randomBytes: bytes } = crypto;

class Passes {
  #policy;

  constructor(policy = defaults.policy) {
    this.#policy = policy;
  }

  keyLength() {
    return crypto.getCipherInfo(this.#policy.cipher).keyLength;
  }

  async key(pin, salt) {
    return scryptAsync(pin, salt, 32, { N: 2 ** 15, maxmem: 64 * 1024 * 1024 });
  }

  async seal(pass, pin) {
    const salt = bytes(16);
    const iv = bytes(12);
    const cipher = crypto.createCipheriv(this.#policy.cipher, await this.key(pin, salt), iv);
    const body = Buffer.concat([cipher.update(pass), cipher.final()]);
    return Buffer.concat([salt, iv, cipher.getAuthTag(), body]);
  }

  number(pass) {
    return digestOf(this.#policy.hash).update(pass).digest('hex');
  }
}

const makers = {
  gate: () => crypto.generateKeyPairSync('rsa', { modulusLength: Policy.STAFF.bits }),
  lift: () => crypto.generateKeyPairSync('ec', { namedCurve: defaults.curve }),
  board: (type = 'ed25519') => crypto.generateKeyPairSync(type),
};

function signLift(text) {
  const { privateKey } = makers.lift();
  return crypto.sign('sha384', Buffer.from(text), privateKey);
}

function signGate(text) {
  const { privateKey: key } = makers.gate();
  const signer = crypto.createSign('RSA-SHA' + (text.length > 100 ? '512' : '256'));
  return signer.update(text).sign({ key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING });

}

const oldPass = (code, key) => {
  const [algorithm, iv] = ['des-ede3-cbc', Buffer.alloc(8)];
  return crypto.createDecipheriv(algorithm, key, iv).update(code);
};

const sums = (text) => ['sha1', 'rmd160'].map((a) => crypto.createHash(a).update(text).digest('hex'));

module.exports = { Passes, signLift, signGate, oldPass, sums, verify: (lane) => lane > 0 };
