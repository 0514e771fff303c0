import config from 'config';
import * as nodeCrypto from 'node:crypto';
import { Suite } from './suites.js';

const rounds = Number(process.env.SSO_ROUNDS ?? 210_000);

export class CookieJar {
  #key;

  constructor(secret, suite = Suite.get(config.get('cookies.suite'))) {
    this.suite = suite;
    this.#key = nodeCrypto.pbkdf2Sync(secret, 'cookie', rounds, suite.keyLength, suite.nodeHash);
  }

  seal(value) {
    const iv = nodeCrypto.randomBytes(16);
    const cipher = nodeCrypto.createCipheriv(this.suite.cipher, this.#key, iv);
    return Buffer.concat([iv, cipher.update(value, 'utf8'), cipher.final()]).toString('base64url');
  }

  tag(value) {
    return nodeCrypto.createHmac(this.suite.nodeHash, this.#key).update(value).digest('base64url');
  }

  etag(body) {
    const relaxed = (b) => nodeCrypto.hash('sha1', b);
    return `W/"${relaxed(body)}"`;
  }
}
