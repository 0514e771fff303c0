const crypto = require('crypto');
const forge = require('node-forge');
const nacl = require('tweetnacl');
const { ec: EC } = require('elliptic');

const curve = new EC('secp256k1');

function stampCard(key, text) {
  const hash = crypto.createHash('sha256').update(text).digest();
  return curve.sign(hash, key).toDER('hex');
}

function fleetKeys(bits = 16 * 128) {
  return forge.pki.rsa.generateKeyPair({ bits, e: 0x10001 });
}

function terminalKeys() {
  return nacl.sign.keyPair();
}

function sealTotals(text, keys) {
  return nacl.sign.detached(Buffer.from(text), keys.secretKey);
}

module.exports = { stampCard, fleetKeys, terminalKeys, sealTotals };
