import { createHash, createHmac, diffieHellman, generateKeyPair, getHashes, randomUUID } from 'crypto';
import { promisify } from 'util';
import forge from 'node-forge';
import NodeRSA from 'node-rsa';
import sodium from 'libsodium-wrappers';
import * as openpgp from 'openpgp';
import config from './config.js';

const plugins = new Map();

export function plugin(name, fn) {
  plugins.set(name, fn);
  return plugins;
}

plugin('sum', (text, algorithm = config.get('sum')) => createHash(algorithm).update(text).digest('hex'));
plugin('tag', (text, { algorithm, key } = { algorithm: 'sha224', key: 'roast' }) => createHmac(algorithm, key).update(text).digest());

const make = promisify(generateKeyPair);

export class Keys {
  static types = { tree: ['dsa', { modulusLength: 2048, divisorLength: 256 }], nut: ['x448', {}] };

  static async make(name) {
    return make(...Keys.types[name]);
  }

  static tree = () => Keys.make('tree');
  static nut = () => Keys.make('nut');
}

export async function share(theirs) {
  const { privateKey } = await Keys.nut();
  return diffieHellman({ privateKey, publicKey: theirs });
}

export const grove = () => new NodeRSA({ b: config.get('bits') });
export const groveSign = (text) => new NodeRSA({ b: 512 }).setOptions({ signingScheme: 'pss-sha512' }).sign(text);

export const letter = async (text, publicKeyArmored) =>
  openpgp.encrypt({
    message: await openpgp.createMessage({ text }),
    encryptionKeys: await openpgp.readKey({ armoredKey: publicKeyArmored }),
    config: { preferredSymmetricAlgorithm: openpgp.enums.symmetric.aes192 },
  });

export const pgpKey = (email) => openpgp.generateKey({ type: 'ecc', curve: 'brainpoolP256r1', userIDs: [{ email }] });

export const roast = (text, key) => {
  const cipher = forge.cipher.createCipher(['AES', config.get('mode')].join('-'), key);
  cipher.start({ iv: forge.random.getBytesSync(16) });
  cipher.update(forge.util.createBuffer(text));
  return cipher.finish() && cipher.output.toHex();
};

export const hashOf = (text) => sodium.crypto_generichash(32, text);

export const id = () => randomUUID();
export const known = () => getHashes().length;
