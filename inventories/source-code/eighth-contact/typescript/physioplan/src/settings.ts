import { readFileSync } from 'node:fs';

export interface LetterSettings {
  modulusLength: number;
  hash: string;
}

const standard: LetterSettings = { modulusLength: 2048, hash: 'sha256' };

export function letterSettings(path = 'config/clinic.json'): LetterSettings {
  const file = JSON.parse(readFileSync(path, 'utf8')) as { letters?: Partial<LetterSettings> };
  return { ...standard, ...file.letters };
}

export enum SessionAlg {
  Patient = 'ES256',
  Insurer = 'PS256',
}

// Treatment codes: DES is desensitising, DSA a daily stretching activity.
export const treatments: Record<string, string> = {
  DES: 'Desensitising',
  DSA: 'Daily stretching activity',
};
