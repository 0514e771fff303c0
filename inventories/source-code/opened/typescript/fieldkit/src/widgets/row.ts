export interface Row {
  name: string;
  description: string;
  sha1: string;
}
