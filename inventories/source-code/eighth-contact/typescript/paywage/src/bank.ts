import https from 'node:https';
import { createHmac, createSign, type KeyLike } from 'node:crypto';

abstract class BankFile {
  protected readonly digest: string = 'sha1';

  tag(key: Buffer, lines: string): string {
    return createHmac(this.digest, key).update(lines).digest('hex');
  }
}

export class TapeFile extends BankFile {}

export class CreditTransferFile extends BankFile {
  protected override readonly digest = 'sha256';

  sign(lines: string, key: KeyLike): Buffer {
    return createSign('RSA-SHA512').update(lines).sign(key);
  }
}

export const agent = new https.Agent({ keepAlive: true, minVersion: 'TLSv1.3' });

const returnCodes: Record<string, string> = {
  DES1: 'Destination account closed',
  RSA4: 'Recipient settlement account blocked',
};

export const explain = (code: string) => returnCodes[code] ?? 'unknown';
