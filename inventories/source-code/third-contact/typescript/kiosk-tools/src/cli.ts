import yargs from 'yargs';
import { hideBin } from 'yargs/helpers';
import { badge, hashPin, type BadgeAlgorithm } from './badges';

const argv = yargs(hideBin(process.argv))
  .option('alg', { type: 'string', default: 'ES' + 384, describe: 'JWT algorithm, e.g. RS256' })
  .option('rounds', { type: 'number', default: 11 })
  .parseSync();

console.log(badge('kiosk-7', process.env.BADGE_KEY ?? '', argv.alg as BadgeAlgorithm));
hashPin('0000', argv.rounds).then(console.log);
