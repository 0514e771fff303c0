import { readFileSync } from 'fs';
import { parse } from 'yaml';

const defaults = { sum: 'md5', bits: 1024, mode: 'CBC' };
const file = parse(readFileSync(new URL('../chestnut.yml', import.meta.url), 'utf8')) ?? {};

export default { get: (name) => file[name] ?? defaults[name] };
