'use strict';

const fs = require('node:fs');
const https = require('node:https');
const tls = require('node:tls');
const config = require('../config/default.json');

function start(app) {
  return https
    .createServer(
      {
        key: fs.readFileSync('tls/key.pem'),
        cert: fs.readFileSync('tls/cert.pem'),
        minVersion: config.https.minVersion,
        ecdhCurve: 'X25519:prime256v1',
      },
      app,
    )
    .listen(config.https.port, () => console.log('serving with TLS, RSA certificate'));
}

function warehouse(host) {
  return tls.connect({ host, port: 6514, rejectUnauthorized: false, secureProtocol: 'TLSv1_method' });
}

const agent = new https.Agent({ keepAlive: true, minVersion: 'TLSv1.3' });

module.exports = { start, warehouse, agent };
