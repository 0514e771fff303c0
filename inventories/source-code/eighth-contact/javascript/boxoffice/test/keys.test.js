import test from 'node:test';
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { signProgramme } from '../src/programme.js';
import { ROWS } from '../src/constants.js';

test('programme is signed', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  assert.ok(signProgramme('Act one', privateKey).length > 0);
});

test('row names', () => {
  assert.equal(ROWS.DES, 'Desk row');
});
