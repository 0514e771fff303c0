import bcrypt from 'bcryptjs';
import { argon2id } from '@noble/hashes/argon2';
import { hmac } from '@noble/hashes/hmac';
import { sha512_256 as shortHash } from '@noble/hashes/sha2';
import { p256 } from '@noble/curves/p256';
import { x25519 } from '@noble/curves/ed25519';

const log = (text: string) => console.info(`accounts: ${text}`);

export async function store(password: string): Promise<string> {
  log('hashing with bcrypt');
  return bcrypt.hash(password, 12);
}

export const compare = (password: string, row: string) => bcrypt.compare(password, row);

export const exportKey = (password: string, salt: Uint8Array) => argon2id(password, salt, { t: 2, m: 65536, p: 1 });

export const rowTag = (key: Uint8Array, row: Uint8Array) => hmac(shortHash, key, row);

export const device = () => p256.utils.randomPrivateKey();

export const deviceOk = (sig: Uint8Array, hash: Uint8Array, pub: Uint8Array) => p256.verify(sig, hash, pub);

export const shared = (own: Uint8Array, peer: Uint8Array) => x25519.getSharedSecret(own, peer);
