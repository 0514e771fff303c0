export interface StopNotice {
  line: number;
  des: string;
  desTime: string;
}

export const depots = ['Parsall', 'Eversall', 'Quay'] as const;

export function hash(line: number, stop: number): number {
  return (line * 31 + stop) % 97;
}

export function bucket(n: StopNotice, stop: number): number {
  return hash(n.line, stop);
}
