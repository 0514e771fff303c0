#!/usr/bin/env node
import { Command } from 'commander';
import { identity, pgpIdentity } from './identity.js';
import { Album } from './album.js';

const program = new Command('photobackup');

program
  .command('keygen')
  .option('-b, --bits <n>', 'size of the device key', Number, 3072)
  .option('-c, --curve <name>', 'curve of the signing key', 'brainpoolP384r1')
  .action(({ bits, curve }) => identity({ bits, curve }));

program
  .command('pgp <email>')
  .description('make an OpenPGP key, RSA')
  .action((email) => pgpIdentity(email, 1 << 11));

program.command('store <dir>').action((dir) => new Album(dir).store());

program.parseAsync();
