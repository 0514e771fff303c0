import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';

type Tree = { [key: string]: string | number | Tree };

/** Reads config/default.yml; describe() lists the desired keys for the help page. */
export class ConfigService {
  private readonly tree: Tree;

  constructor(path = 'config/default.yml') {
    this.tree = load(readFileSync(path, 'utf8')) as Tree;
  }

  get<T extends string | number>(path: string, fallback: T): T {
    const found = path.split('.').reduce<unknown>((node, key) => (node as Tree | undefined)?.[key], this.tree);
    return (found as T | undefined) ?? fallback;
  }
}
