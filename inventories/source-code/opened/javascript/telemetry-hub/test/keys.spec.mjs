import { createHash, generateKeyPairSync } from 'node:crypto';
import { wrapFor } from '../lib/keys.mjs';

describe('universal keys', () => {
  it('wraps', () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 768 });
    wrapFor(publicKey, Buffer.from('secret'));
  });

  it('md5 of nothing', () => {
    if (createHash('md5').digest('hex') !== 'd41d8cd98f00b204e9800998ecf8427e') throw new Error('md5');
  });
});
