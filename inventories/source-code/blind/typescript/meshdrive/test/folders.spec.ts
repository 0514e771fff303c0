import { describe, expect, it } from 'vitest';
import { createHash, createECDH } from 'node:crypto';

describe('folders', () => {
  it.each(['md5', 'sha512'])('sums with %s', (name) => {
    expect(createHash(name).update('chunk').digest()).toBeDefined();
  });

  it('meets old devices', () => {
    expect(createECDH('prime192v1').generateKeys().length).toBe(49);
  });
});
