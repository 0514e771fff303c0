import forge from 'node-forge';
import { SignedXml } from 'xml-crypto';
import bcrypt from 'bcryptjs';
import sodium from 'libsodium-wrappers-sumo';

const algorithms = new Map([
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'modern'],
  ['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'old'],
]);

const uriOf = (age) => [...algorithms].find(([, v]) => v === age)[0];

export function signAssertion(xml, privateKey) {
  const sig = new SignedXml({ privateKey, signatureAlgorithm: uriOf('modern') });
  sig.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
    transforms: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
  });
  sig.canonicalizationAlgorithm = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  sig.computeSignature(xml);
  return sig.getSignedXml();
}

export function selfSigned(bits = 1 << 11) {
  const keys = forge.pki.rsa.generateKeyPair({ bits });
  const cert = forge.pki.createCertificate();
  cert.publicKey = keys.publicKey;
  cert.sign(keys.privateKey, forge.md.sha512.create());
  return forge.pki.certificateToPem(cert);
}

export const remember = (password, cost = 12) => bcrypt.hash(password, cost);

export function device(seed) {
  return sodium.crypto_sign_seed_keypair(sodium.crypto_generichash(32, seed));
}

export const describe = (doc) => `${doc.digest ?? 'des'}: ${doc.sign}`;
