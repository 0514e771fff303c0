'use strict';

const rc = require('../mqbridge.rc.json');

/** A profile describes how two bridges agree on keys. */
class Profile {
  constructor(group, curve, ...parts) {
    this.group = group;
    this.curve = curve;
    this.parts = parts;
  }

  get cipher() {
    return this.parts.join('-');
  }
}

const profiles = new Map([
  ['wan', new Profile('modp15', 'secp521r1', 'aes', 256, 'gcm')],
  ['lan', new Profile('modp5', 'secp384r1', 'aes', 128, 'ctr')],
]);

exports.current = () => profiles.get(process.env.MQBRIDGE_PROFILE ?? rc.profile);
exports.frames = { digest: 'sha224', key: 32, ...rc.frames };
exports.DESTINATIONS = ['desk', 'nurse', 'universal'];
