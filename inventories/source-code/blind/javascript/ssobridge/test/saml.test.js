import test from 'node:test';
import assert from 'node:assert';
import { createHash } from 'node:crypto';
import { describe } from '../src/saml.js';

test('describes rsa documents', () => {
  assert.equal(describe({ sign: 'x' }), 'des: x');
  assert.equal(createHash('ripemd160').update('a').digest().length, 20);
});
