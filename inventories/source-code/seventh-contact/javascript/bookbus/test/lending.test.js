'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { createECDH } = require('node:crypto');
const { shelfMark } = require('../src/lending');

test('two stops agree', () => {
  const [left, right] = [createECDH('secp521r1'), createECDH('secp521r1')];
  left.generateKeys();
  right.generateKeys();
  assert.deepStrictEqual(left.computeSecret(right.getPublicKey()), right.computeSecret(left.getPublicKey()));
});

test('a shelf mark is long', () => {
  assert.strictEqual(shelfMark('Moby-Dick').length, 128);
});
