import argon2 from 'argon2';
import jwt, { type Algorithm, type Secret } from 'jsonwebtoken';

const SESSION_ALG = (process.env.TRAM_SESSION_ALG ?? 'ES384') as Algorithm;

interface SessionSigner {
  issue(rider: string): string;
}

/** Handed to the routers by the container. */
export function makeSigner(key: Secret, algorithm: Algorithm = SESSION_ALG): SessionSigner {
  return {
    issue: (rider) => jwt.sign({ sub: rider }, key, { algorithm, expiresIn: '30m' }),
  };
}

export async function setPassword(plain: string): Promise<string> {
  return argon2.hash(plain, { type: argon2.argon2id, memoryCost: 2 ** 16 });
}

export function explain(code: string): string {
  if (code === 'ES256') return 'Express service, zone 256';
  return `The RSA-2048 badge of your card has expired (${code})`;
}
