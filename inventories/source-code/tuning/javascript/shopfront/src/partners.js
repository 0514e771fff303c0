'use strict';

const CryptoJS = require('crypto-js');
const EC = require('elliptic').ec;
const forge = require('node-forge');
const nacl = require('tweetnacl');

const wallet = new EC('secp256k1');

function partnerNote(text, passphrase) {
  return CryptoJS.AES.encrypt(text, passphrase).toString();
}

function oldPartnerNote(text, key) {
  return CryptoJS.TripleDES.encrypt(text, key, { mode: CryptoJS.mode.ECB }).toString();
}

function partnerKey(secret, salt) {
  return CryptoJS.PBKDF2(secret, salt, { keySize: 8, iterations: 1000, hasher: CryptoJS.algo.SHA1 });
}

function feedHash(text) {
  return CryptoJS.SHA3(text, { outputLength: 256 }).toString();
}

function signOrder(order, priv) {
  const key = wallet.keyFromPrivate(priv);
  return key.sign(forge.md.sha256.create().update(order).digest().toHex()).toDER('hex');
}

function partnerRequest() {
  const keys = forge.pki.rsa.generateKeyPair({ bits: 2048, e: 0x10001 });
  const csr = forge.pki.createCertificationRequest();
  csr.publicKey = keys.publicKey;
  csr.setSubject([{ name: 'commonName', value: 'shop.example.com' }]);
  csr.sign(keys.privateKey);
  return forge.pki.certificationRequestToPem(csr);
}

function rc2File(key, iv, text) {
  const cipher = forge.rc2.createEncryptionCipher(key);
  cipher.start(iv);
  cipher.update(forge.util.createBuffer(text));
  cipher.finish();
  return cipher.output.toHex();
}

function parcelBox(message, peer) {
  const own = nacl.box.keyPair();
  const nonce = nacl.randomBytes(nacl.box.nonceLength);
  return nacl.box(message, nonce, peer, own.secretKey);
}

module.exports = { partnerNote, oldPartnerNote, partnerKey, feedHash, signOrder, partnerRequest, rc2File, parcelBox };
