'use strict';

const tls = require('tls');
const { Client } = require('ssh2');
const rc = require('../mqbridge.rc.json');

const legacy = {
  kex: ['diffie-hellman-group14-sha256'],
  cipher: ['3des-cbc'],
};

function jump(username, privateKey, done) {
  const client = new Client();
  client.on('ready', () => done(client));
  client.connect({
    host: rc.tunnel.jump,
    username,
    privateKey,
    algorithms: { kex: legacy.kex, cipher: legacy.cipher },
  });
}

function open(ca) {
  const [host, port] = rc.endpoint.split(':');
  const options = { host, port: Number(port), ca };
  options.minVersion = process.env.MQBRIDGE_TLS || 'TLSv1.2';
  options.sigalgs = 'ecdsa_secp256r1_sha256:rsa_pss_rsae_sha256';
  return tls.connect(options);
}

module.exports = { jump, open };
