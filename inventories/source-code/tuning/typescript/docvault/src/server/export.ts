import { readFileSync } from 'node:fs';
import * as c from 'node:crypto';

interface ExportConfig {
  cipher: string;
  rsaBits?: number;
  digest: string;
}

const config: ExportConfig = {
  ...{ cipher: 'aes-128-cbc', digest: 'sha256' },
  ...JSON.parse(readFileSync('config/crypto.json', 'utf8')).export,
};

export const exportKeys = () => c.generateKeyPairSync('rsa', { modulusLength: config.rsaBits ?? 2048 });

export function exportDocument(key: Buffer, iv: Buffer, body: Buffer): Buffer {
  const cipher = c.createCipheriv(config.cipher, key, iv);
  return Buffer.concat([cipher.update(body), cipher.final()]);
}

export const exportDigest = (body: Buffer) => c.createHash(config.digest).update(body).digest('hex');

export const exportTag = (key: Buffer, body: Buffer) => c.createHmac('SHA3-512', key).update(body).digest();

export function importOld(key: Buffer, body: Buffer): Buffer {
  const decipher = c.createDecipheriv('des3', key, Buffer.alloc(8));
  return Buffer.concat([decipher.update(body), decipher.final()]);
}

export const dh = (prime: Buffer) => c.createDiffieHellman(prime);

export const oldGroup = () => c.createDiffieHellman(768);

export const sealKey = (publicKey: string, key: Buffer) => c.publicEncrypt({ key: publicKey, oaepHash: 'sha256' }, key);
