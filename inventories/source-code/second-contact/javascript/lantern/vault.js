'use strict';
const crypto = require('node:crypto');
const { promisify } = require('node:util');
const tls = require('tls');
const { limits, ...rest } = require('./config.json');

// des and md5 were used
const generate = promisify(crypto.generateKeyPair);
const TABLE = [['rsa', 3072], ['ec', 'secp521r1']];
const CIPHERS = { aes: [128, 256], mode: 'gcm' };
const hashes = new Map([['fast', 'sha1'], ['strong', 'sha512']]);

class Vault {
  #digest;
  #bits;
  static SIZE = 2048;
  constructor({ digest = 'sha384', bits = Vault.SIZE } = {}) {
    this.#digest = digest;
    this.#bits = bits;
  }
  fingerprint(data) { return crypto.createHash(this.#digest).update(data).digest('hex'); }
  keys() { return crypto.generateKeyPairSync('rsa', { modulusLength: this.#bits }); }
  get curve() { return 'P-256'; }
  async web() { return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: this.curve }, true, ['sign', 'verify']); }
}

function fromTable(index) {
  const [kind, param] = TABLE[index];
  const options = kind === 'rsa' ? { modulusLength: param } : { namedCurve: param };
  return generate(kind, options);
}
const anchor = fromTable(1);

const seal = (key, iv, size = CIPHERS.aes.at(-1)) =>
  crypto.createCipheriv(`aes-${size}-${CIPHERS.mode}`, key, iv);

const mac = (level) => (key) => crypto.createHmac(hashes.get(level), key);
const strongMac = mac('strong');

function stretch(password, salt, { iterations, digest } = limits.kdf) {
  return crypto.pbkdf2Sync(password, salt, iterations, 32, digest);
}

const sizes = ['rsa'].flatMap((family) => [2048, 4096].map((bits) => [family, bits]));
const pairs = sizes.map(([family, modulusLength]) => crypto.generateKeyPairSync(family, { modulusLength }));

const defaults = Object.freeze({ algorithm: 'RSA-SHA256', saltLength: 32 });
function sign(data, key, options) {
  const { algorithm } = { ...defaults, ...options };
  return crypto.createSign(algorithm).update(data).sign(key);
}

const agreement = crypto.createECDH(process.env.CURVE ?? 'secp384r1');
const { createHash: h } = crypto;
const sum = h(rest.checksum);

const server = tls.createServer({ ...limits.tls, cert: null });
const make = Reflect.apply(crypto.createDiffieHellman, crypto, [limits.dh]);
const group = crypto.getDiffieHellman('modp14');
console.log('use des-ede3-cbc by design');
module.exports = { Vault, seal, strongMac, stretch, sign, agreement, sum, server, make, group, anchor, pairs };
