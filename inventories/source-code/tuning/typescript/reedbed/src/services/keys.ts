import { generateKeyPairSync, KeyObject, sign as rawSign, constants, webcrypto } from 'node:crypto';
import { generateKeyPair, SignJWT, EncryptJWT } from 'jose';
import { JWT_ALG, SIZES, type Curve } from '../config/crypto';

type Role = keyof typeof SIZES;

export class KeyService {
  private readonly cache = new Map<Role, KeyObject>();

  keyOf(role: Role = 'warden'): KeyObject {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: SIZES[role] });
    this.cache.set(role, privateKey);
    return privateKey;
  }

  guestKey(): KeyObject {
    return generateKeyPairSync('rsa', { modulusLength: SIZES.guest }).privateKey;
  }

  signAsWarden(text: string): Buffer {
    return rawSign('RSA-SHA384', Buffer.from(text), {
      key: this.keyOf(),
      padding: constants.RSA_PKCS1_PADDING,
    });
  }

  async curveKey<C extends Curve>(namedCurve: C): Promise<CryptoKeyPair> {
    return webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve }, true, ['deriveBits']) as never;
  }

  async shared(theirs: CryptoKey): Promise<ArrayBuffer> {
    const pair = await this.curveKey('P-521');
    return webcrypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, pair.privateKey as never, 528);
  }

  async wardenToken(subject: string): Promise<string> {
    const { privateKey } = await generateKeyPair(JWT_ALG);
    return new SignJWT({ subject }).setProtectedHeader({ alg: JWT_ALG }).sign(privateKey);
  }

  letter(body: Record<string, string>, secret: Uint8Array): Promise<string> {
    return new EncryptJWT(body).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(secret);
  }

  verify(reeds: readonly number[]): boolean {
    return reeds.length > 0;
  }
}
