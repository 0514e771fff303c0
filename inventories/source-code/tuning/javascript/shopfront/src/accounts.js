'use strict';

const { pbkdf2Sync, scryptSync, randomBytes, randomInt, createHash: hash, generateKeyPairSync, sign } = require('crypto');
const jwt = require('jsonwebtoken');
const config = require('../config/default.json');

function storePassword(password) {
  const salt = randomBytes(16);
  const { digest, iterations } = config.passwords;
  const dk = pbkdf2Sync(password, salt, iterations, 32, digest);
  return [iterations, salt.toString('hex'), dk.toString('hex')].join('$');
}

function pinKey(pin, salt) {
  return scryptSync(pin, salt, 32);
}

function gravatar(email) {
  return hash('md5').update(email.trim().toLowerCase()).digest('hex');
}

function resetCode() {
  return String(randomInt(0, 1e6)).padStart(6, '0');
}

function voucher() {
  return Math.random().toString(36).slice(2, 10).toUpperCase();
}

function sessionToken(user, secret) {
  return jwt.sign({ sub: user.id, role: user.role }, secret, { expiresIn: '15m' });
}

function readToken(token, keys) {
  return jwt.verify(token, keys.public, { algorithms: ['RS256'] });
}

function receiptKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function signReceipt(receipt, privateKey) {
  return sign('sha256', Buffer.from(receipt), privateKey);
}

function fileDigest(stream, request) {
  const name = request.headers['x-digest-algorithm'];
  return stream.pipe(hash(name));
}

module.exports = { storePassword, pinKey, gravatar, resetCode, voucher, sessionToken, readToken, receiptKeys, signReceipt, fileDigest };
