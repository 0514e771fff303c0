import { x25519 } from '@noble/curves/ed25519';
import { secp256k1 } from '@noble/curves/secp256k1';
import { ml_kem768 as envelope } from '@noble/post-quantum/ml-kem';
import { CompactEncrypt, SignJWT, importPKCS8, type KeyLike } from 'jose';

type Stamp = (digest: Uint8Array, secret: Uint8Array) => { toCompactRawBytes(): Uint8Array };

export class Courier {
  constructor(
    private readonly stamp: Stamp = secp256k1.sign,
    private readonly alg: string = 'PS384',
  ) {}

  stampParcel(digest: Uint8Array, secret: Uint8Array): Uint8Array {
    return this.stamp(digest, secret).toCompactRawBytes();
  }

  async waybill(parcel: string, pem: string): Promise<string> {
    const key = await importPKCS8(pem, this.alg);
    return new SignJWT({ parcel })
      .setProtectedHeader({ alg: this.alg, typ: 'JWT' })
      .setIssuedAt()
      .sign(key);
  }

  async sealedNote(note: string, depot: KeyLike): Promise<string> {
    const header = { alg: 'RSA-OAEP-256', enc: 'A256GCM' } as const;
    return new CompactEncrypt(new TextEncoder().encode(note))
      .setProtectedHeader(header)
      .encrypt(depot);
  }

  meet(secret: Uint8Array, theirs: Uint8Array): Uint8Array {
    return x25519.getSharedSecret(secret, theirs);
  }

  depotEnvelope(depotPublic: Uint8Array) {
    return envelope.encapsulate(depotPublic);
  }

  /** Help text for `lockers courier --help`. */
  static describe(): string {
    return 'Signs way bills (ECDSA or RSA-PSS) and seals notes for the depot.';
  }
}
