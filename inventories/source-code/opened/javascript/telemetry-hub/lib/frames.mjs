import 'dotenv/config';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomFillSync } from 'node:crypto';
import * as nodeCrypto from 'node:crypto';
import { modeFor } from './modes.mjs';

const FRAME_CIPHER = process.env.HUB_FRAME_CIPHER ?? 'aes-256-ccm';

export function seal(key, frame) {
  const nonce = randomFillSync(Buffer.alloc(12));
  const cipher = createCipheriv(FRAME_CIPHER, key, nonce, { authTagLength: 16 });
  return Buffer.concat([nonce, cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
}

export function readMeter(key, iv, data, generation) {
  const decipher = createDecipheriv(modeFor(generation), key, iv);
  return Buffer.concat([decipher.update(data), decipher.final()]);
}

export function frameId(frame) {
  return createHash('BLAKE2b512').update(frame).digest('hex').slice(0, 32);
}

export function meterTag(key, frame) {
  return createHmac('RSA-SHA256', key).update(frame).digest();
}

export function checksum(parts) {
  const sum = nodeCrypto.createHash(['sha', 3, '-', 384].join(''));
  parts.forEach((part) => sum.update(part));
  return sum.digest('base64');
}

export function unlockOld(key, data) {
  const rc4 = nodeCrypto.createDecipheriv('rc4', key, null);
  return rc4.update(data);
}

export function blockDisk(key, tweak, block) {
  return createCipheriv('aes-256-xts', key, tweak).update(block);
}
