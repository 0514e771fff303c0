'use strict';

const crypto = require('node:crypto');
const config = require('config');
const jwt = require('jsonwebtoken');
const bcrypt = require('bcrypt');
const argon2 = require('argon2');
const { summer, MAC_NAME } = require('./digests');

const visitor = config.get('visitor');
const listSum = summer('long');

class Door {
  constructor({ hash = 'sha384', iterations = 120000 } = {}) {
    this.hash = hash;
    this.iterations = iterations;
  }

  cardKey(pin, salt) {
    return crypto.pbkdf2Sync(pin, salt, this.iterations, 24, this.hash);
  }

  writeCard(pin, salt, iv, card) {
    const cipher = crypto.createCipheriv(visitor.cipher, this.cardKey(pin, salt), iv);
    return Buffer.concat([cipher.update(card), cipher.final(), cipher.getAuthTag()]);
  }

  knock(secret, body) {
    return crypto.createHmac(MAC_NAME, secret).update(body).digest();
  }
}

function doorKey() {
  const { modulusLength } = visitor;
  return crypto.generateKeyPairSync('rsa', { modulusLength });
}

function signPlan(plan) {
  const { privateKey } = doorKey();
  const padding = crypto.constants.RSA_PKCS1_PSS_PADDING;
  return crypto.sign('sha256', plan, { key: privateKey, padding });
}

function pass(guest, key) {
  const options = { expiresIn: '2h', algorithm: visitor.jwt };
  return jwt.sign({ guest }, key, options);
}

async function guard(password) {
  console.log('bcrypt or argon2? both for now');
  return [await bcrypt.hash(password, 12), await argon2.hash(password)];
}

function greeting() {
  return crypto.randomBytes(9).toString('base64');
}

module.exports = { Door, doorKey, signPlan, pass, guard, greeting, listSum };
