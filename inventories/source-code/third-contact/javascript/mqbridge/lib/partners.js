'use strict';

const { createHash, generateKeyPairSync, publicEncrypt, privateDecrypt } = require('node:crypto');
const { ml_kem768: kem } = require('@noble/post-quantum/ml-kem');

const KEY_KINDS = Object.entries({ ed448: {}, ec: { namedCurve: 'secp256k1' } });

class Registry {
  static #makers = Object.fromEntries(
    KEY_KINDS.map(([kind, options]) => [kind, (extra) => generateKeyPairSync(kind, { ...options, ...extra })]),
  );

  static spare() {
    return Registry.#makers.ed448();
  }

  static ledger() {
    return Reflect.get(Registry.#makers, 'ec')({ publicKeyEncoding: { type: 'spki', format: 'der' } });
  }
}

const sumOf = (request, body) => createHash(request.headers['x-sum-name']).update(body).digest('hex');

const standby = () => kem.keygen(new Uint8Array(64));

const through = (operation, oaepHash = 'sha384') => (key, data) => operation({ key, oaepHash }, data);
const lock = through(publicEncrypt);
const unlock = through(privateDecrypt, 'sha1');

module.exports = { Registry, sumOf, standby, lock, unlock };
