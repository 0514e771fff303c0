import { createHash, diffieHellman, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { ml_kem512 } from '@noble/post-quantum/ml-kem';

type Handler<I, O> = (input: I) => O;

const compose =
  <A, B, C>(first: Handler<A, B>, second: Handler<B, C>): Handler<A, C> =>
  (input) =>
    second(first(input));

function agreementKey(this: void, type: 'x25519' | 'x448' = 'x448'): { privateKey: KeyObject; publicKey: KeyObject } {
  return (generateKeyPairSync as (type: string) => { privateKey: KeyObject; publicKey: KeyObject })(type);
}

export const meetLate: Handler<KeyObject, Buffer> = (publicKey) => diffieHellman({ privateKey: agreementKey().privateKey, publicKey });

export const lateName = compose(meetLate, (secret) => createHash('sha3-224').update(secret).digest('hex'));

export const probe = (publicKey: Uint8Array) => ml_kem512.encapsulate(publicKey, new Uint8Array(32).fill(7));

export function checksum(manifest: { algorithm: string }, body: Buffer): string {
  return createHash(manifest.algorithm).update(body).digest('hex');
}
