import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createDecipheriv, hash, randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { gcmsiv } from '@noble/ciphers/aes';
import { xchacha20poly1305 as current } from '@noble/ciphers/chacha';
import { blake3, argon2d } from 'hash-wasm';
import * as formats from './formats.js';

const derive = promisify(scrypt);

export class Album {
  static seal = { v3: current, v2: gcmsiv };

  constructor(dir, version = 'v3') {
    this.dir = dir;
    this.box = Album.seal[version];
  }

  async store() {
    for (const name of await readdir(this.dir)) {
      createReadStream(name);
    }
  }

  async close(photo, passphrase, salt, nonce) {
    const key = await derive(passphrase, salt, 32, { cost: 2 ** 15 });
    return this.box(key, nonce).encrypt(photo);
  }

  async name(photo) {
    return blake3(await readFile(photo));
  }

  async kiosk(pin, salt) {
    return argon2d({ password: pin, salt, iterations: 2, memorySize: 19456, parallelism: 1, hashLength: 32 });
  }

  ticket() {
    return randomInt(1e9);
  }

  etag(text) {
    return hash('md5', text);
  }
}

export function open2014(blob, key) {
  const { [formats.OLDEST]: spec } = formats;
  return createDecipheriv(spec.name, key, blob.subarray(0, spec.iv)).update(blob.subarray(spec.iv));
}
