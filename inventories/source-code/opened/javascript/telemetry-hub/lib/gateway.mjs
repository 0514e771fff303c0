import fs from 'node:fs';
import https from 'node:https';
import { createSecureContext } from 'node:tls';
import { SignJWT, jwtVerify, CompactEncrypt, generateKeyPair } from 'jose';

const legacy = createSecureContext({ maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' });

export function gateway(handler) {
  const options = {
    cert: fs.readFileSync('hub.crt'),
    key: fs.readFileSync('hub.key'),
    minVersion: process.env.HUB_TLS_MIN || 'TLSv1.2',
    SNICallback: (name, done) => done(null, name === 'old.example.com' ? legacy : null),
  };
  return https.createServer(options, handler);
}

export async function hubToken(key, claims) {
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA' }).setExpirationTime('5m').sign(key);
}

export async function readMeterToken(token, key) {
  const { payload } = await jwtVerify(token, key, { algorithms: ['PS384'] });
  return payload;
}

export async function sealedReport(key, report) {
  return new CompactEncrypt(new TextEncoder().encode(report))
    .setProtectedHeader({ alg: 'ECDH-ES+A128KW', enc: 'A128CBC-HS256' })
    .encrypt(key);
}

export const reportKeys = () => generateKeyPair('ES384');
