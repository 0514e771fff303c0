import crypto, { webcrypto } from 'node:crypto';
import forge from 'node-forge';

const MODULUS = Number(process.env.HUB_RSA_BITS || 3072);
const { subtle } = webcrypto;

export const hubKey = () => crypto.generateKeyPairSync('rsa', { modulusLength: MODULUS });

export const meterKey = () => crypto.generateKeyPairSync('ed25519');

export function agree(own, peer) {
  return crypto.diffieHellman({ privateKey: own, publicKey: peer });
}

export function meterExchange() {
  const ecdh = crypto.createECDH('secp384r1');
  ecdh.generateKeys();
  return ecdh;
}

export function oldExchange() {
  const dh = crypto.getDiffieHellman('modp2');
  return dh.generateKeys('hex');
}

export function signReading(key, reading) {
  const signer = crypto.createSign('RSA-SHA1');
  signer.update(reading);
  return signer.sign(key, 'base64');
}

export function signBatch(key, batch) {
  return crypto.sign('sha512', batch, { key, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
}

export function wrapFor(publicKey, secret) {
  return crypto.publicEncrypt(publicKey, secret);
}

export function wrapOld(publicKey, secret) {
  return crypto.publicEncrypt({ key: publicKey, padding: crypto.constants.RSA_PKCS1_PADDING }, secret);
}

export async function browserKey() {
  return subtle.generateKey({ name: 'AES-KW', length: 192 }, true, ['wrapKey', 'unwrapKey']);
}

export function stretch(secret, salt) {
  return crypto.hkdfSync('sha3-256', secret, salt, 'meter', 32);
}

export function storeKey(pem, password) {
  const key = forge.pki.privateKeyFromPem(pem);
  return forge.pki.encryptRsaPrivateKey(key, password, { algorithm: '3des' });
}
