import { createECDH, createHash, createSign, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { pino } from 'pino';
import { docketScheme, SCALE_KEY_BITS, ScaleCurve } from './index.js';

const log = pino({ name: 'weighbridge' });

export interface Docket {
  number: string;
  grossKg: number;
  tareKg: number;
  description: string;
}

export function docketLine(d: Docket): string {
  return [d.number, d.grossKg, d.tareKg, d.grossKg - d.tareKg].join(';');
}

export function newScaleKey() {
  log.info('making an RSA key for the scale, this can take a while');
  return generateKeyPairSync('rsa', {
    modulusLength: SCALE_KEY_BITS,
    publicExponent: 0x10001,
  });
}

export function signDocket(d: Docket, key: KeyObject): string {
  const signer = createSign(docketScheme);
  signer.update(docketLine(d));
  return signer.sign(key, 'base64');
}

/** The bridge terminal and the office agree on a day key over the field bus. */
export function pairTerminal(otherPublic: Buffer): { publicKey: Buffer; shared: Buffer } {
  const local = createECDH(ScaleCurve.Bridge);
  const publicKey = local.generateKeys();
  return { publicKey, shared: local.computeSecret(otherPublic) };
}

export abstract class BatchMark {
  protected readonly digestName: string = 'sha256';

  mark(lines: string[]): string {
    const h = createHash(this.digestName);
    for (const line of lines) h.update(line);
    return h.digest('hex');
  }
}

export class ShedBatchMark extends BatchMark {}

/** What the cooperative's 2009 terminals still print. */
export class CoopBatchMark extends BatchMark {
  protected override readonly digestName = 'md5';
}
