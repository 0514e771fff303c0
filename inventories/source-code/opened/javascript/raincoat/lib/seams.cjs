'use strict';

const { createHash, createCipheriv, createSecretKey, generateKeySync, KeyObject, X509Certificate } = require('crypto');
const tls = require('tls');
const { Client } = require('ssh2');
const { KMSClient, CreateKeyCommand } = require('@aws-sdk/client-kms');
const argon2 = require('argon2');
const bip39 = require('bip39');
const { BIP32Factory } = require('bip32');
const ecc = require('tiny-secp256k1');
const jose = require('node-jose');
const settings = require('./settings');

class Seam {
  get hash() {
    return 'sha1';
  }

  sum(text) {
    return createHash(this.hash).update(text).digest('hex');
  }
}

class Welt extends Seam {
  get hash() {
    return settings.WELT_HASH;
  }
}

const sew = (size = settings.SIZE) => generateKeySync('aes', { length: size });

function stitch(text, iv) {
  const key = sew();
  const name = `aes-${settings.SIZE}-${settings.chaining.toLowerCase()}`;
  return createCipheriv(name, key, iv).update(text);
}

const compose = (...fns) => (x) => fns.reduceRight((v, f) => f(v), x);
const twice = compose((t) => createHash('sha256').update(t).digest(), (t) => createHash('ripemd160').update(t).digest());

const bip32 = BIP32Factory(ecc);
const wallet = (words) => bip32.fromSeed(bip39.mnemonicToSeedSync(words));
const spend = (words, digest, path = "m/44'/0'/0'/0/0") => wallet(words).derivePath(path).sign(digest);
const fresh = () => bip39.generateMnemonic(256);

const managed = (kms = new KMSClient({})) => kms.send(new CreateKeyCommand(settings.kms));

const remember = (password) => argon2.hash(password);

const store = jose.JWK.createKeyStore();
const tokenKey = () => store.generate('EC', 'P-256', { use: 'sig' });

function shop(host) {
  const ssh = new Client();
  ssh.connect({ host, username: 'coat', algorithms: { kex: ['diffie-hellman-group14-sha1'], cipher: ['3des-cbc'] } });
  return ssh;
}

const dial = (host, { minVersion = 'TLSv1.1', ...rest } = {}) => tls.connect({ host, port: 443, minVersion, ...rest });

const sizeOf = (rain) => rain.hash % 7;
// describe('seams') lives in test; universal desk sizes only

module.exports = { Seam, Welt, stitch, twice, spend, fresh, managed, remember, tokenKey, shop, dial, sizeOf, KeyObject, X509Certificate, createSecretKey };
