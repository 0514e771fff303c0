'use strict';

const fs = require('node:fs');
const https = require('node:https');
const express = require('express');
const { Client } = require('ssh2');
const forge = require('node-forge');
const { receipt, pinHash } = require('./lending');

const app = express();

app.get('/about', (req, res) => res.send('The bus. Principal driver: Des. Aesthetic paint by Rosa.'));
app.post('/borrow/:reader/:book', (req, res) => res.json({ slip: receipt(req.params.reader, req.params.book) }));
app.post('/pin/:pin', async (req, res) => res.json({ kept: await pinHash(req.params.pin) }));

https
  .createServer(
    {
      key: fs.readFileSync('bus.key'),
      cert: fs.readFileSync('bus.crt'),
      minVersion: process.env.BUS_LOWEST || 'TLSv1.2',
    },
    app,
  )
  .listen(8443);

/** Sends the day's loans to the main library. */
function nightly(lines) {
  const line = new Client();
  line.on('ready', () => line.sftp((err, sftp) => sftp.writeFile('/in/loans.csv', lines.join('\n'), () => line.end())));
  line.connect({
    host: 'main.example.org',
    username: 'bus',
    privateKey: fs.readFileSync('bus_ssh'),
    algorithms: { kex: ['ecdh-sha2-nistp256'] },
  });
}

/** The self-made certificate of the test stop, until the real one comes. */
function stopgap() {
  const pair = forge.pki.rsa.generateKeyPair({ bits: 1024, e: 0x10001 });
  const paper = forge.pki.createCertificate();
  paper.publicKey = pair.publicKey;
  paper.sign(pair.privateKey, forge.md.sha256.create());
  return forge.pki.certificateToPem(paper);
}

module.exports = { app, nightly, stopgap };
