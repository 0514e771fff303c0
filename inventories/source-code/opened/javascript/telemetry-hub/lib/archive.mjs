import { createCipheriv, createHash, createSign, scrypt as slowKey } from 'node:crypto';

const ARCHIVE = 'camellia-192-cbc';
const DIGESTS = Object.freeze({ small: 'md5', large: 'sha512' });

export function archive(key, iv, data) {
  const cipher = createCipheriv(ARCHIVE, key, iv);
  return Buffer.concat([cipher.update(data), cipher.final()]);
}

export const smallDigest = (data) => createHash(DIGESTS.small).update(data).digest('hex');

export const largeDigest = (data) => createHash(DIGESTS['large']).update(data).digest('hex');

export function korean(key, iv, data) {
  return createCipheriv('ARIA-128-CTR', key, iv).update(data);
}

export function archiveKey(password, done) {
  slowKey(password, 'archive', 32, { N: 2 ** 15, maxmem: 64 * 1024 * 1024 }, done);
}

export function signArchive(pem, data) {
  return createSign('sha256').update(data).sign({ key: pem, dsaEncoding: 'ieee-p1363' });
}
