'use strict';

const crypto = require('node:crypto');
const config = require('../config/default.json');
const { COOKIE_CIPHER, ETAG_HASH } = require('./names');

function sealCart(key, cart) {
  const iv = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv(config.cart.cipher || 'aes-128-gcm', key, iv);
  const body = Buffer.concat([cipher.update(JSON.stringify(cart), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

function openCart(key, sealed) {
  const raw = Buffer.from(sealed, 'base64url');
  const decipher = crypto.createDecipheriv(config.cart.cipher, key, raw.subarray(0, 12));
  decipher.setAuthTag(raw.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString());
}

function cookie(key, iv, value) {
  const cipher = crypto.createCipheriv(COOKIE_CIPHER, key, iv);
  return cipher.update(value, 'utf8', 'hex') + cipher.final('hex');
}

function etag(body) {
  return '"' + crypto.createHash(ETAG_HASH).update(body).digest('base64') + '"';
}

function cartMac(key, text) {
  return crypto.createHmac(config.cart.mac, key).update(text).digest('hex');
}

// The first shop used createCipheriv('des-ecb'); its carts expired long ago.
function sameCart(a, b) {
  return a.length === b.length && crypto.timingSafeEqual(a, b);
}

function legacyCoupon(key, code) {
  const cipher = crypto.createCipheriv('DES-EDE3', key, null);
  return cipher.update(code, 'utf8', 'hex') + cipher.final('hex');
}

module.exports = { sealCart, openCart, cookie, etag, cartMac, sameCart, legacyCoupon };
