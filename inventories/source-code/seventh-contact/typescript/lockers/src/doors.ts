import {
  createCipheriv,
  createHash,
  generateKeyPairSync,
  randomBytes,
  scryptSync as stretch,
  sign as nodeSign,
  type KeyObject,
} from 'node:crypto';
import { DOOR_HASH, Lane, settings } from './settings.js';

const bitsBySize = new Map<string, number>([
  ['small', 2048],
  ['large', 4096],
]);

export interface DoorKeys {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

export function cutKeys(lane: Lane = Lane.Handheld): DoorKeys {
  return generateKeyPairSync('ec', { namedCurve: lane });
}

export function cutMasterKeys(): DoorKeys {
  return generateKeyPairSync('rsa', { modulusLength: bitsBySize.get('small')! });
}

/** Signs an opening order with the handheld's key. */
export function signOrder(order: string): Buffer {
  const { privateKey } = cutKeys();
  return nodeSign('sha512', Buffer.from(order), privateKey);
}

export function doorId(serial: string): string {
  return createHash(DOOR_HASH).update(serial).digest('hex');
}

export function packReceipt(receipt: string, pin: string): Buffer {
  const salt = randomBytes(settings.box.saltBytes);
  const key = stretch(pin, salt, 32, { N: 32768, maxmem: 64 * 1024 * 1024 });
  const nonce = Buffer.alloc(12);
  const cipher = createCipheriv(settings.box.cipher as 'chacha20-poly1305', key, nonce, { authTagLength: 16 });
  return Buffer.concat([salt, cipher.update(receipt, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}
