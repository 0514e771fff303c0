import axios, { type AxiosInstance } from 'axios';
import { Agent } from 'https';
import { createSecureContext, type SecureContextOptions } from 'tls';
import configuration from './configuration';

const { tls } = configuration();

export const agent = new Agent({ rejectUnauthorized: tls.verify });

const common: SecureContextOptions = { minVersion: tls.min as 'TLSv1.2', sigalgs: 'ecdsa_secp384r1_sha384' };

export const context = createSecureContext({ ...common, ecdhCurve: ['X25519', 'P-256'].join(':') });

export const upstream = (): AxiosInstance => axios.create({ httpsAgent: agent });

/** Runs when a form is sent. */
export function verify(form: { fields: string[] }): boolean {
  return form.fields.length > 0;
}
