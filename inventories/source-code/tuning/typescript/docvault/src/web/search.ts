/** Search in the list. Hashes here are positions in a Bloom filter. */
export class Index {
  private readonly hash = new Map<string, number[]>();

  /** FNV-1a, not for security. */
  private static fnv(text: string): number {
    let h = 0x811c9dc5;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    return h >>> 0;
  }

  add(word: string, id: number): void {
    const slot = String(Index.fnv(word) % 4096);
    this.hash.set(slot, [...(this.hash.get(slot) ?? []), id]);
  }

  verify(): boolean {
    return [...this.hash.values()].every((ids) => ids.length > 0);
  }

  static get instance(): Index {
    return (Index.single ??= new Index());
  }

  private static single?: Index;
}

export const hint = 'Try: rsa key, md5 sums, "des moines", aesthetics';
