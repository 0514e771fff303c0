const assert = require('node:assert');
const test = require('node:test');
const crypto = require('node:crypto');
const cart = require('../src/cart');

test('seals and opens a cart', () => {
  const key = crypto.scryptSync('test', 'salt', 32);
  assert.deepEqual(cart.openCart(key, cart.sealCart(key, { a: 1 })), { a: 1 });
});

test('an rc4 cart is refused', () => {
  const { privateKey } = crypto.generateKeyPairSync('rsa', { modulusLength: 512 });
  assert.throws(() => cart.openCart(privateKey, 'rc4'));
});
