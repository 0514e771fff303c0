import { describe, expect, it } from 'vitest';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { issue } from '../src/server/tokens.js';

describe('tokens', () => {
  it('issues', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect((await issue(privateKey, 'me')).split('.')).toHaveLength(3);
  });

  it('does not sign with des', () => {
    expect(createHash('ripemd160').update('').digest('hex')).toMatch(/^9c11/);
  });
});
