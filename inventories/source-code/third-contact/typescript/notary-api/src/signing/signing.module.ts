import { createSign, createVerify, generateKeyPairSync, KeyObject, publicEncrypt, constants } from 'node:crypto';
import { CreateKeyCommand, KeySpec, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { Clerk, CLERKS } from '../documents/clerks';
import { ConfigService } from '../config/config.service';

export interface KeyFactory {
  create(clerk: Clerk): { publicKey: KeyObject; privateKey: KeyObject };
}

export const rsaFactory: KeyFactory = {
  create: (clerk) => generateKeyPairSync('rsa', { modulusLength: CLERKS[clerk].modulus }),
};

export class SigningService {
  private readonly keys: ReturnType<KeyFactory['create']>;

  constructor(private readonly config: ConfigService, factory: KeyFactory = rsaFactory) {
    this.keys = factory.create(Clerk.Front);
  }

  sign(text: string): Buffer {
    return createSign('RSA-SHA256').update(text).sign(this.keys.privateKey);
  }

  check(text: string, signature: Buffer): boolean {
    const verifier = createVerify('sha384');
    verifier.update(text);
    return verifier.verify(this.keys.publicKey, signature);
  }

  wrap(key: Buffer): Buffer {
    return publicEncrypt({ key: this.keys.publicKey, padding: constants.RSA_PKCS1_PADDING }, key);
  }

  timestamper() {
    return generateKeyPairSync('ec', { namedCurve: this.config.get('timestamps.curve', 'P-256') });
  }

  stamp(text: string): Buffer {
    return createSign('sha512').update(text).sign({ key: this.timestamper().privateKey, dsaEncoding: 'ieee-p1363' });
  }
}

const enum Cloud {
  Spec = 'RSA_4096',
  Scheme = 'RSASSA_PSS_SHA_256',
}

export const cloudKey = (kms: KMSClient) =>
  kms.send(new CreateKeyCommand({ KeyUsage: 'SIGN_VERIFY', KeySpec: Cloud.Spec as unknown as KeySpec }));

export const cloudSign = (kms: KMSClient, KeyId: string, Message: Uint8Array) =>
  kms.send(new SignCommand({ KeyId, Message, SigningAlgorithm: Cloud.Scheme }));
