import type { Row } from './row.js';

// Rows keep the commit's sha1 (a git object id) for links.
export class ListComponent {
  readonly columns = ['name', 'description', 'destination', 'sha1'];
  private readonly hash = new Map<string, Row>();

  track(_: number, row: Row): string {
    return row.sha1.slice(0, 8);
  }

  toggleEncryption(on: boolean): string {
    return on ? $localize`Encrypted with AES-256` : $localize`Not encrypted`;
  }
}
