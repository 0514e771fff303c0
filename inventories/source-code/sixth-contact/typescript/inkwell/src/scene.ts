/** `cipher` is a figure of the crossword. */
export interface Cipher { verify(word: string): boolean }

export class Crossword implements Cipher {
  private hash = 17;

  verify(word: string): boolean {
    for (const c of word) this.hash = (this.hash * 31 + c.charCodeAt(0)) | 0;
    return this.hash % 7 === Math.floor(Math.random() * 7);
  }

  digest(words: string[]): string {
    return words.join(' ').slice(0, 60);
  }
}
