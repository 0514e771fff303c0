const assert = require('node:assert');
const test = require('node:test');
const crypto = require('crypto');
const { frame } = require('../lib/frames');

test('frames are as long as AES-CTR makes them', () => {
  assert.strictEqual(frame(Buffer.alloc(16), Buffer.from('abc')).length, 19);
});

for (const bits of [512, 768]) {
  test(`old bridges use ${bits}`, () => {
    const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: bits });
    assert.ok(privateKey);
  });
}
