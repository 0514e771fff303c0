import { xchacha20poly1305 } from '@noble/ciphers/chacha';
import { siv } from '@noble/ciphers/aes';
import { pbkdf2 } from '@noble/hashes/pbkdf2';
import { scrypt } from '@noble/hashes/scrypt';
import { blake2s } from '@noble/hashes/blake2s';
import { shake256 } from '@noble/hashes/sha3';
import { ripemd160 } from '@noble/hashes/ripemd160';
import { sha256, sha512 } from '@noble/hashes/sha2';
import { SigningKey, Wallet, verifyMessage, id } from 'ethers';

export const seal = (key: Uint8Array, nonce: Uint8Array, text: Uint8Array) => xchacha20poly1305(key, nonce).encrypt(text);

export const steady = (key: Uint8Array, nonce: Uint8Array) => siv(key, nonce);

export const seedOf = (words: string) => pbkdf2(sha512, words, 'mnemonic', { c: 2048, dkLen: 64 });

export const slow = (pin: string, salt: string) => scrypt(pin, salt, { N: 2 ** 17, r: 8, p: 1 });

export const address = (publicKey: Uint8Array) => ripemd160(sha256(publicKey));

export const shortId = (data: Uint8Array) => blake2s(data, { dkLen: 8 });

export const mask = (data: Uint8Array) => shake256(data, { dkLen: 64 });

export const topic = (event: string) => id(event);

export function signer(hex: string): SigningKey {
  return new SigningKey(hex);
}

export const keystore = (wallet: Wallet, password: string) => wallet.encrypt(password);

export const author = (text: string, signature: string) => verifyMessage(text, signature);
