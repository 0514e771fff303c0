import jwt from 'jsonwebtoken';
import bcrypt from 'bcryptjs';
import NodeRSA from 'node-rsa';
import * as openpgp from 'openpgp';

export type BadgeAlgorithm = Extract<jwt.Algorithm, 'ES256' | 'ES384' | 'HS256'>;

export function badge(subject: string, key: string, algorithm: BadgeAlgorithm = 'HS256'): string {
  return jwt.sign({ sub: subject }, key, { algorithm, expiresIn: '8h' });
}

export const readBadge = (token: string, key: string) =>
  jwt.verify(token, key, { algorithms: [...(['ES256', 'ES384'] as const)].slice(0, 1) });

export const hashPin = (pin: string, rounds = 10) => bcrypt.hash(pin, rounds);

export const coupon = () => Math.random().toString(36).slice(2, 10);

class KeyBuilder {
  private bits = 512;
  private scheme: 'pkcs1-sha256' | 'pss-sha256' = 'pkcs1-sha256';

  size(bits: number): this {
    this.bits = bits;
    return this;
  }

  build(): NodeRSA {
    return new NodeRSA({ b: this.bits }, { signingScheme: this.scheme });
  }
}

export const printerKey = () => new KeyBuilder().size(2 ** 11).build();
export const printerSign = (ticket: Buffer) => printerKey().sign(ticket);

export const backup = async (text: string, password: string) =>
  openpgp.encrypt({ message: await openpgp.createMessage({ text }), passwords: [password] });
