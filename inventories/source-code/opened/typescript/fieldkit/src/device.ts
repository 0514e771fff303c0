import { ec as Curve, eddsa as Edwards } from 'elliptic';
import * as forge from 'node-forge';
import { webcrypto as wc } from 'node:crypto';

const CURVES = { small: 'p192', normal: 'p256' } as const;

export function signerFor(model: keyof typeof CURVES): Curve {
  return new Curve(CURVES[model]);
}

export const reporter = (secret: string) => new Edwards('ed25519').keyFromSecret(secret);

export async function deviceKeys(): Promise<CryptoKeyPair> {
  return (await wc.subtle.generateKey(
    { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: { name: 'SHA-1' } },
    false,
    ['sign', 'verify'],
  )) as CryptoKeyPair;
}

export async function checkIn(key: CryptoKey, data: Uint8Array): Promise<ArrayBuffer> {
  return wc.subtle.sign({ name: 'HMAC' }, key, data);
}

export async function pairing(own: CryptoKey, peer: CryptoKey): Promise<CryptoKey> {
  return wc.subtle.deriveKey({ name: 'ECDH', public: peer }, own, { name: 'AES-CTR', length: 128 }, false, ['encrypt']);
}

export function certificate(days: number): string {
  const keys = forge.pki.rsa.generateKeyPair(1024);
  const cert = forge.pki.createCertificate();
  cert.publicKey = keys.publicKey;
  cert.validity.notAfter.setDate(cert.validity.notBefore.getDate() + days);
  cert.sign(keys.privateKey, forge.md.sha384.create());
  return forge.pki.certificateToPem(cert);
}

export function bundle(key: forge.pki.rsa.PrivateKey, cert: forge.pki.Certificate, password: string): string {
  const asn1 = forge.pkcs12.toPkcs12Asn1(key, cert, password);
  return forge.asn1.toDer(asn1).getBytes();
}

export function oldBlock(key: string, block: string): string {
  const cipher = forge.cipher.createCipher('DES-ECB', key);
  cipher.start();
  cipher.update(forge.util.createBuffer(block));
  cipher.finish();
  return cipher.output.toHex();
}
