import { SignJWT, generateKeyPair, importPKCS8, jwtVerify } from 'jose';
import type { KeyLike } from 'jose';
import tls from 'node:tls';
import type { SecureVersion } from 'node:tls';
import shed from '../config/shed.json' with { type: 'json' };
import { PARTNER_ALGS, type Partner } from './schemes.js';

export interface Manifest {
  partner: Partner;
  tonnes: number;
  route: string;
}

export async function millToken(m: Manifest, key: KeyLike): Promise<string> {
  return new SignJWT({ tonnes: m.tonnes, route: m.route })
    .setProtectedHeader({ alg: PARTNER_ALGS.mill })
    .setIssuedAt()
    .setExpirationTime('2h')
    .sign(key);
}

export async function bakeryKeys() {
  return generateKeyPair(PARTNER_ALGS['bakery'], { crv: 'Ed25519' });
}

export async function exporterKey(pem: string) {
  return importPKCS8(pem, PARTNER_ALGS.exporter);
}

export async function readReply(token: string, key: KeyLike) {
  const { payload } = await jwtVerify(token, key, { algorithms: ['RS256'] });
  return payload;
}

interface PortalOptions {
  host: string;
  port: number;
  minVersion: SecureVersion;
  servername?: string;
}

const portalDefaults: PortalOptions = {
  host: shed.portal.host,
  port: shed.portal.port,
  minVersion: 'TLSv1.2',
};

export function sendManifest(m: Manifest, overrides: Partial<PortalOptions> = {}): void {
  const socket = tls.connect({ ...portalDefaults, ...overrides }, () => {
    socket.end(JSON.stringify(m));
  });
}
