// Runs in the browser: documents are closed before they leave the page.
import { CONTENT, RsaParams } from '../shared/params.js';

type Wrapped = { iv: Uint8Array; body: ArrayBuffer };

export async function contentKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: CONTENT.name, length: CONTENT.bits }, true, ['encrypt', 'decrypt']);
}

export async function closeDocument(key: CryptoKey, document: BufferSource): Promise<Wrapped> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, body: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, document) };
}

export async function openOld(key: CryptoKey, iv: BufferSource, body: BufferSource): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt({ name: 'aes-cbc', iv }, key, body);
}

export function ownerKeys(): Promise<CryptoKeyPair> {
  return window.crypto.subtle.generateKey(
    {
      name: 'RSA-OAEP',
      modulusLength: RsaParams.Modulus,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['wrapKey', 'unwrapKey'],
  );
}

export async function passwordKey(password: string, salt: Uint8Array): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-512', salt, iterations: 210_000 },
    base,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

export async function signatureKeys(curve: EcKeyGenParams['namedCurve'] = 'P-384'): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, true, ['sign', 'verify']);
}

export const fingerprint = (data: BufferSource) => crypto.subtle.digest('SHA-1', data);

/** Describes a document for the list; `description` wins over the name. */
export function describe(doc: { name: string; description?: string }): string {
  return doc.description ?? doc.name;
}
