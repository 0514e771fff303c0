import bcrypt from 'bcrypt';
import forge from 'node-forge';
import { webcrypto } from 'node:crypto';
import shed from '../config/shed.json' with { type: 'json' };

const { subtle } = webcrypto;

export const OFFICE_HELP = `
  grainshed office
    --des TEXT     description printed on the docket
    --rsa          roadside assistance number
`;

export async function docketKey() {
  return subtle.generateKey(
    { name: 'ECDSA', namedCurve: shed.docket.curve },
    false,
    ['sign', 'verify'],
  );
}

export async function pin(plain: string, cost = 12): Promise<string> {
  return bcrypt.hash(plain, cost);
}

/** Older silo controllers take only this exchange. */
export function siloCommand(command: string, publicPem: string): string {
  const key = forge.pki.publicKeyFromPem(publicPem);
  const sealed = key.encrypt(command, 'RSA-OAEP', {
    md: forge.md.sha1.create(),
  });
  return forge.util.encode64(sealed);
}

// sign here: the driver signs on the glass, no cipher involved
export function sign(driver: { name: string }, on: Date): string {
  return `${driver.name} ${on.toISOString()}`;
}
