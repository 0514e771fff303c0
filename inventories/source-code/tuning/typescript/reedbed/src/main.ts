import 'dotenv/config';
import { createServer, type SecureVersion } from 'node:tls';
import * as argon2 from 'argon2';

const minVersion = (process.env['REEDBED_TLS_MIN'] ?? 'TLSv1') as SecureVersion;

export const listen = (key: Buffer, cert: Buffer) =>
  createServer({ key, cert, minVersion }, (socket) => socket.end()).listen(8443);

const hashing: argon2.Options = { type: argon2.argon2i, memoryCost: 2 ** 16 };

export const remember = (password: string) => argon2.hash(password, { ...hashing, raw: false });
export const check = (stored: string, password: string) => argon2.verify(stored, password);
