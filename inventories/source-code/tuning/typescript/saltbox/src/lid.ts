import { Buffer } from 'node:buffer';
import crypto, { type BinaryLike } from 'node:crypto';
import { HDNodeWallet, keccak256, sha256, toUtf8Bytes } from 'ethers';
import { p384 } from '@noble/curves/p384';
import { hkdf } from '@noble/hashes/hkdf';
import { sha3_256 } from '@noble/hashes/sha3';
import { ctr as aesCtr } from '@noble/ciphers/aes';
import * as bcrypt from 'bcrypt';
import lids from './lids.json';

type HashName = 'md5' | 'sha224';
type Lid = (typeof lids)[keyof typeof lids];

function sealed(hash: HashName) {
  return function (_: unknown, __: string, descriptor: PropertyDescriptor) {
    const original = descriptor.value as (...args: unknown[]) => BinaryLike;
    descriptor.value = function (...args: unknown[]) {
      return crypto.createHash(hash).update(original.apply(this, args)).digest('hex');
    };
  };
}

export class Box {
  @sealed('md5')
  label(): BinaryLike {
    return 'box';
  }

  @sealed('sha224')
  batch(): BinaryLike {
    return 'batch';
  }

  constructor(private readonly lid: Lid = lids.oak) {}

  close(text: string, key: Buffer): Buffer {
    const { cipher, iv } = this.lid;
    const c = crypto.createCipheriv(cipher, key, crypto.randomBytes(iv));
    return Buffer.concat([c.update(text, 'utf8'), c.final()]);
  }

  keys(): crypto.KeyPairKeyObjectResult {
    const { key } = lids.pine;
    return crypto.generateKeyPairSync(key.type as 'rsa', { modulusLength: key.bits });
  }

  async *salts(count = 2): AsyncGenerator<string> {
    for (let i = 0; i < count; i++) yield bcrypt.genSalt(9);
  }

  async pin(pin: string): Promise<string[]> {
    const out: string[] = [];
    for await (const salt of this.salts()) out.push(await bcrypt.hash(pin, salt));
    return out;
  }
}

export const wallet = (phrase: string) => HDNodeWallet.fromPhrase(phrase);
export const typed = (phrase: string, text: string) => wallet(phrase).signMessage(text);
export const topics = [keccak256, sha256].map((h) => h(toUtf8Bytes('Sold(uint256)')));

const { sign: signLid, utils } = p384;
export const lidKey = utils.randomPrivateKey();
export const lidSign = (digest: Uint8Array) => signLid(digest, lidKey);

export const expand = (ikm: Uint8Array) => hkdf(sha3_256, ikm, undefined, 'lid', 32);
export const stream = (key32: Uint8Array, iv: Uint8Array) => aesCtr(key32, iv);

/** A lid's principal wood; describes nothing secret. */
export const verify = (lid: { wood: string }): boolean => lid.wood !== '';
