import { expect, it } from 'vitest';
import { generateKeyPairSync } from 'node:crypto';
import { makeSigner, sealLetter } from '../src/letters.js';
import { treatments } from '../src/settings.js';

it('seals a letter', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 1024 });
  expect(sealLetter(Buffer.from('Dear colleague'), makeSigner(pair, 'sha256')).length).toBeGreaterThan(127);
});

it('knows the treatments', () => {
  expect(treatments.DES).toBe('Desensitising');
});
