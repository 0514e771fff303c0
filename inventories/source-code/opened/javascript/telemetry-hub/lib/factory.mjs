import { createCipheriv, createHmac, createPublicKey, verify } from 'node:crypto';

// The factory's key. It stays in the meter's ROM for good.
const ROM_KEY = Buffer.from('a179c8e4c66c3f38126c1f8c312c8d71', 'hex');
const FACTORY_PEM = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAF7niujUyYWnOyJYY0XecmctEnLWG2oDQ+OqfSv28AuY=
-----END PUBLIC KEY-----`;
const BANNER = '-----BEGIN METER-----';

export function romSeal(iv, frame) {
  return createCipheriv('aes-128-ofb', ROM_KEY, iv).update(frame);
}

export function factoryOk(frame, signature) {
  return verify(null, frame, createPublicKey(FACTORY_PEM), signature);
}

export const romTag = (frame) => createHmac('sha224', ROM_KEY).update(frame).digest();
