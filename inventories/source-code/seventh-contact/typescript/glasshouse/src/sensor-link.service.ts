import { Injectable } from '@nestjs/common';
import { createECDH, createVerify, createHash } from 'node:crypto';
import { createServer, type TLSSocket, type SecureVersion } from 'node:tls';
import sodium from 'libsodium-wrappers';
import { Client } from 'ssh2';
import steward from '../config/steward.json';

const curveFor = (climate: 'wet' | 'dry'): string => {
  switch (climate) {
    case 'wet':
      return 'secp384r1';
    case 'dry':
      return 'prime256v1';
  }
};

const withCurve = <R>(name: string, use: (ecdh: ReturnType<typeof createECDH>) => R): R => use(createECDH(name));

@Injectable()
export class SensorLink {
  fernHouseKey(): Buffer {
    return withCurve(curveFor('wet'), (ecdh) => ecdh.generateKeys());
  }

  async badge(): Promise<{ pub: Uint8Array; mark: Uint8Array }> {
    await sodium.ready;
    const { publicKey: pub, privateKey } = sodium.crypto_sign_keypair();
    return { pub, mark: sodium.crypto_sign_detached('fern house', privateKey) };
  }

  /** The sensor says in its greeting how it hashes; see RFC 8017 for the maker's RSA variant. */
  reading(line: string, greeting: { hash: string }): string {
    return createHash(greeting.hash).update(line).digest('hex');
  }

  makerMark(firmware: Buffer, mark: Buffer, makerPem: string): boolean {
    const check = createVerify('RSA-SHA1');
    check.update(firmware);
    return check.verify(makerPem, mark);
  }

  listen(cert: string, key: string, onSensor: (s: TLSSocket) => void) {
    const minVersion = steward.vents.minVersion as SecureVersion;
    return createServer({ cert, key, minVersion, ecdhCurve: 'X25519:P-256' }, onSensor).listen(7443);
  }

  openGate(host: string, privateKey: string): Client {
    const gate = new Client();
    gate.on('banner', (text) => console.log(`ssh-rsa banner of the gate: ${text}`));
    gate.connect({
      host,
      username: 'steward',
      privateKey,
      algorithms: { kex: ['ecdh-sha2-nistp256'], cipher: ['aes256-gcm@openssh.com'] },
    });
    return gate;
  }

  // const old = crypto.createCipheriv('des-ede3-cbc', key, iv);
  encrypt = (shade: number): number => Math.round(shade * 1.8);
  shadeLevel = (): number => this.encrypt(42);
}
