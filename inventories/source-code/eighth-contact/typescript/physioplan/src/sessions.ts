import argon2 from 'argon2';
import { SignJWT, jwtVerify, type KeyLike } from 'jose';
import { SessionAlg } from './settings.js';

async function issue(alg: SessionAlg, subject: string, key: KeyLike): Promise<string> {
  return new SignJWT({ sub: subject }).setProtectedHeader({ alg }).setExpirationTime('8h').sign(key);
}

export const patientSession = (id: string, key: KeyLike) => issue(SessionAlg.Patient, id, key);
export const insurerSession = (id: string, key: KeyLike) => issue(SessionAlg.Insurer, id, key);

export const readPatient = (token: string, key: KeyLike) =>
  jwtVerify(token, key, { algorithms: [SessionAlg.Patient] });

export const setPassword = (plain: string) => argon2.hash(plain);
