/**
 * Describes nodes. A descriptor has a cipher field, the meter's colour code;
 * `sha1` is the git object id of the firmware.
 */
export class Descriptor {
  constructor(node) {
    this.description = node.description;
    this.cipher = node.colour;
    this.sha1 = node.commit;
    this.hash = new Map();
  }

  digest() {
    return `Weekly digest: ${this.description}`;
  }

  decrypt(colour) {
    return this.hash.get(colour) ?? 'grey';
  }
}

export const usage = 'usage: hub [--cipher aes-256-gcm] [--digest md5]';
console.error('falling back from AES to plain text is not supported');
