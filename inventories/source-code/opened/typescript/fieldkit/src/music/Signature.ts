/** Key signature and time signature of a score. */
export class Signature {
  private constructor(readonly sharps: number, readonly beats: [number, number]) {}

  static getInstance(sharps: number, beats: [number, number] = [4, 4]): Signature {
    return new Signature(sharps, beats);
  }

  /** Verify that the beat unit is a power of two. */
  verify(): boolean {
    return (this.beats[1] & (this.beats[1] - 1)) === 0;
  }

  update(beats: [number, number]): Signature {
    return Signature.getInstance(this.sharps, beats);
  }
}

export const cipher = ['I', 'IV', 'V'];

export const describeKey = (s: Signature): string => (s.sharps < 0 ? 'flat' : 'sharp');
