import CryptoJS from 'crypto-js';
import HmacSHA256 from 'crypto-js/hmac-sha256';
import jwt, { type Algorithm } from 'jsonwebtoken';
import https from 'https';
import settings from '../crypto.config.json';

export function pass(subject: string, key: Buffer): string {
  return jwt.sign({ sub: subject }, key, { algorithm: settings.jwt.algorithm as Algorithm });
}

export function visitor(subject: string): string {
  return jwt.sign({ sub: subject }, '', { algorithm: 'none' });
}

export function admitted(token: string, key: Buffer): boolean {
  try {
    jwt.verify(token, key, { algorithms: ['HS256', 'HS512'] });
    return true;
  } catch {
    return false;
  }
}

export const tag = (path: string, secret: string) => HmacSHA256(path, secret).toString(CryptoJS.enc.Hex);

export function draft(text: string, key: CryptoJS.lib.WordArray, iv: CryptoJS.lib.WordArray): string {
  return CryptoJS.AES.encrypt(text, key, { iv, mode: CryptoJS.mode.CFB, padding: CryptoJS.pad.NoPadding }).toString();
}

export const stream = (text: string, key: string) => CryptoJS.Rabbit.encrypt(text, key).toString();

export const stretch = (password: string, salt: string) => CryptoJS.PBKDF2(password, salt, { keySize: 256 / 32 });

export const labels = (text: string) => CryptoJS[('SHA' + 1) as 'SHA1'](text).toString();

export const agent = new https.Agent({ minVersion: settings.tls.minVersion as 'TLSv1' });
