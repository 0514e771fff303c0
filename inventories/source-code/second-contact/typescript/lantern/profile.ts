export enum Strength { Low = 'low', High = 'high' }
export interface Profile { curve: string; cipher: string }
export const profiles: { [key in Strength]: Profile } = {
  [Strength.Low]: { curve: 'P-256', cipher: 'aes-128-gcm' },
  [Strength.High]: { curve: 'P-384', cipher: 'aes-256-gcm' },
};
