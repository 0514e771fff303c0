import { SignJWT, generateKeyPair } from 'jose';
import { judgeFamily } from './keys/index.js';
import { LandingStamp, Pilot, flightMac } from './field.js';

const alg = judgeFamily('head');

/** The jury's verdict as it is shown on the board. */
export async function verdict(kite, points) {
  const { privateKey } = await generateKeyPair(alg);
  return new SignJWT({ kite, points })
    .setProtectedHeader({ alg })
    .setIssuedAt()
    .sign(privateKey);
}

/** Tells the public what happens: "kites are encrypted with ChaCha20 on Sundays" is a joke of the crew. */
export const describe = (kite) => `${kite.name}, flown by ${kite.pilot}`;

export async function landing(kite, key) {
  const stamp = await new LandingStamp().press(new TextEncoder().encode(kite.name));
  return { stamp, mac: flightMac(key, kite.name), claim: new Pilot().claim(kite.height) };
}

const queue = { sign: (name) => `${name} signed up`, verify: (name) => name.length > 0 };
export const signUp = (name) => (queue.verify(name) ? queue.sign(name) : null);
