import { createVerify, generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { signDocket } from '../src/weighbridge.js';
import { sign } from '../src/office.js';

it('signs a docket', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const d = { number: 'LM-1', grossKg: 18240, tareKg: 7400, description: 'wheat' };
  const mark = signDocket(d, privateKey);
  const ok = createVerify('RSA-SHA256')
    .update('LM-1;18240;7400;10840')
    .verify(publicKey, mark, 'base64');
  expect(ok).toBe(true);
});

it('prints the driver', () => {
  expect(sign({ name: 'R. Sadler' }, new Date(0))).toContain('1970');
});
