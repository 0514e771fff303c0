import { CipherGCM, createCipheriv, createHash, createHmac, randomBytes, type BinaryLike } from 'node:crypto';
import { ConfigService } from '../config/config.service';
import { Clerk, CLERKS } from './clerks';

export abstract class Sealer<T extends BinaryLike = Buffer> {
  protected abstract readonly mac: string;

  constructor(protected readonly config: ConfigService) {}

  tag(key: T, text: T): string {
    return createHmac(this.mac, key).update(text).digest('hex');
  }
}

export class DocumentSealer extends Sealer {
  protected readonly mac = 'sha512';

  seal(key: Buffer, document: Buffer) {
    const nonce = randomBytes(12);
    const name = this.config.get('documents.seal', 'aes-128-gcm');
    const cipher = createCipheriv(name, key, nonce, { authTagLength: 16 } as never) as CipherGCM;
    return { nonce, body: Buffer.concat([cipher.update(document), cipher.final()]), tag: cipher.getAuthTag() };
  }

  fingerprint(document: Buffer): string {
    return createHash(this.config.get('documents.fingerprint', 'sha256')).update(document).digest('hex');
  }

  shelfMark(document: Buffer, clerk: Clerk = Clerk.Archive): string {
    return createHash(CLERKS[clerk].shelf).update(document).digest('base64url');
  }
}
