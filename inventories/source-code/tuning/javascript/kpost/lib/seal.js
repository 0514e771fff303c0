'use strict';

const crypto = require('crypto');

const KINDS = { letter: ['ARIA', 256, 'GCM'], parcel: ['SEED', 'CBC'] };
const nameOf = (kind) => KINDS[kind].join('-').toLowerCase();

function sealLetter(key, iv, text) {
  const cipher = crypto.createCipheriv(nameOf('letter'), key, iv);
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function openParcel(key, iv, data) {
  const decipher = crypto.createDecipheriv(nameOf('parcel'), key, iv);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

function stampDigest(text) {
  return crypto.createHash('sm3').update(text).digest();
}

function sealForBeijing(key, iv, text) {
  return crypto.createCipheriv('SM4-CBC', key, iv).update(text);
}

// Node 24.7 and later.
function postQuantumKeys(level = 65) {
  return crypto.generateKeyPairSync(`ml-dsa-${level}`);
}

function share(publicKey) {
  const { sharedKey, ciphertext } = crypto.encapsulate(publicKey);
  return { key: crypto.createHash('md5').update(sharedKey).digest(), ciphertext };
}

module.exports = { sealLetter, openParcel, stampDigest, sealForBeijing, postQuantumKeys, share };
