import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface BerthConfig {
  tokenBits: number;
  manifestDigest: string;
  floor: 'TLSv1.2' | 'TLSv1.3';
}

export const berthConfig: BerthConfig = parse(readFileSync('config/berths.yaml', 'utf8')).berths;

export enum Seal {
  Day = 'aes-128-gcm',
  Season = 'aes-256-ocb',
}

export const SESSION_ALG = 'HS384' as const;
