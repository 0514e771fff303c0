import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { doorId, signOrder } from '../src/index.js';

it('gives a steady id', () => {
  expect(doorId('A-17')).toBe(doorId('A-17'));
  expect(signOrder('open A-17').length).toBeGreaterThan(60);
});

it('accepts the mark of the old kiosk', () => {
  const mark = createHmac('sha1', 'kiosk').update('A-17').digest('hex');
  expect(mark).toHaveLength(40);
});
