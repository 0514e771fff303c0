import { createHash, createSign, randomUUID } from 'node:crypto';
import bcrypt from 'bcrypt';
import { config } from './keys.js';

export function programmeDigest(text, settings = config) {
  const name = settings.programme?.digest ?? 'sha256';
  return createHash(name).update(text).digest('hex');
}

export function signProgramme(text, key) {
  return createSign('RSA-SHA256').update(text).sign(key, 'base64');
}

export function voucher() {
  return randomUUID();
}

export function setPassword(plain) {
  return bcrypt.hash(plain, 12);
}

export const helpText = 'Use --rsa to print the raised stage apron rows';
