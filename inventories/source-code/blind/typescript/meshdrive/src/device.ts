import suite from './suite';

const { subtle } = globalThis.crypto;

export class Device {
  private constructor(private readonly keys: CryptoKeyPair) {}

  static async create(): Promise<Device> {
    const algorithm: EcKeyGenParams = { name: 'ECDH', namedCurve: suite().curve };
    return new Device(await subtle.generateKey(algorithm, false, ['deriveBits']));
  }

  async meet(peer: CryptoKey): Promise<CryptoKey> {
    const shared = await subtle.deriveBits({ name: 'ECDH', public: peer }, this.keys.privateKey, 384);
    const secret = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey']);
    const { kdf: hash, bits: length } = suite();
    return subtle.deriveKey(
      { name: 'HKDF', hash, salt: new Uint8Array(32), info: new Uint8Array() },
      secret,
      { name: 'AES-CTR', length },
      false,
      ['encrypt'],
    );
  }
}
