import { createDecipheriv, createHmac } from 'crypto';
import { Uploader } from '../upload';

const KEY = Buffer.alloc(24, 7);

test('parcel opens again', () => {
  const parcel = new Uploader(KEY).parcel(Buffer.from('hello'));
  const decipher = createDecipheriv('aes-192-cbc', KEY, parcel.iv);
  expect(Buffer.concat([decipher.update(parcel.body), decipher.final()]).toString()).toBe('hello');
});

test('mac', () => {
  expect(createHmac('md5', 'key').digest('hex')).toHaveLength(32);
});
