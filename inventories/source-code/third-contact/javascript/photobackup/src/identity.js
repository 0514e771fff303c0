import { generateKeyPairSync, sign, constants } from 'node:crypto';
import { generateKey } from 'openpgp';

export function identity({ bits = 1024, curve = 'secp256k1' }) {
  const device = generateKeyPairSync('rsa', { modulusLength: bits });
  const signer = generateKeyPairSync('ec', { namedCurve: curve });
  return {
    device,
    manifest: (text) => sign('sha384', text, signer.privateKey),
    receipt: (text) =>
      sign('sha256', text, {
        key: device.privateKey,
        padding: constants.RSA_PKCS1_PSS_PADDING,
      }),
  };
}

export const pgpIdentity = (email, rsaBits) => generateKey({ type: 'rsa', rsaBits, userIDs: [{ email }] });
