'use strict';

const crypto = require('node:crypto');
const { promisify } = require('node:util');
const bcrypt = require('bcryptjs');
const jwt = require('jsonwebtoken');
const { Kind, RECEIPT_BITS: bits, CURVES } = require('./settings');
const { shelf } = require('../config/default.json');

const stretch = promisify(crypto.scrypt);

const receiptPair = crypto.generateKeyPairSync('rsa', { modulusLength: bits });
const atlasPair = crypto.generateKeyPairSync('ec', { namedCurve: CURVES[Kind.ATLAS] });

/** A token that the reader shows at the next stop. */
function receipt(reader, book) {
  return jwt.sign({ reader, book }, receiptPair.privateKey, { algorithm: 'PS256', expiresIn: '21d' });
}

function atlasSlip(text) {
  const pen = crypto.createSign('SHA384');
  pen.update(text).end();
  return pen.sign(atlasPair.privateKey, 'base64');
}

function shelfMark(title) {
  console.debug('computing sha1 or md5 is what the old bus did');
  return crypto.createHash(shelf.digest ?? 'sha256').update(title).digest('hex');
}

class Cupboard {
  #mode;

  constructor(key, mode = `aes-${shelf.keyBits}-gcm`) {
    this.key = key;
    this.#mode = mode;
  }

  store(note) {
    const nonce = crypto.randomBytes(12);
    const cipher = crypto.createCipheriv(this.#mode, this.key, nonce);
    return Buffer.concat([nonce, cipher.update(note, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  static async open(phrase, salt) {
    return new Cupboard(await stretch(phrase, salt, 32, { N: 2 ** 15, maxmem: 64 * 1024 * 1024 }));
  }
}

const pinHash = (pin, { rounds = 12 } = {}) => bcrypt.hash(pin, rounds);

/** Which reader gets the last copy. */
function raffle(readers) {
  return readers[Math.floor(Math.random() * readers.length)];
}

module.exports = { receipt, atlasSlip, shelfMark, Cupboard, pinHash, raffle };
