import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes, type CipherCCM } from 'node:crypto';
import { baseOptions, Suite, type SealOptions } from '../config/crypto';

export abstract class BaseSealer {
  protected abstract readonly suite: Suite;
  protected readonly options: Required<SealOptions>;

  constructor(options: SealOptions = {}) {
    this.options = { ...baseOptions, ...options };
  }

  protected key(pass: string, salt: Buffer, length = 32): Buffer {
    return pbkdf2Sync(pass, salt, this.options.rounds, length, this.options.digest);
  }

  tag(text: string, key: Buffer): string {
    return createHmac(this.options.digest, key).update(text).digest('base64url');
  }

  abstract seal(text: string, pass: string): Buffer;
}

export class OfficeSealer extends BaseSealer {
  protected readonly suite = Suite.Office;

  seal(text: string, pass: string): Buffer {
    const salt = randomBytes(16);
    const cipher = createCipheriv(this.suite as string, this.key(pass, salt), randomBytes(13), { authTagLength: 16 } as never) as unknown as CipherCCM;
    return Buffer.concat([salt, cipher.update(text), cipher.final()]);
  }
}

export class FieldSealer extends BaseSealer {
  protected readonly suite = Suite.Field;

  seal(text: string, pass: string): Buffer {
    const iv = randomBytes(16);
    const cipher = createCipheriv(this.suite, this.key(pass, iv, 24), iv);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]);
  }

  label(text: string): string {
    const algorithm: string = this.options.rounds > 1 ? this.options.digest : 'md5';
    return createHash(algorithm).update(text).digest('hex');
  }
}
