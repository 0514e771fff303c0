'use strict';

const https = require('node:https');
const jwt = require('jsonwebtoken');
const bcrypt = require('bcryptjs');
const { defaults, Token } = require('./policy');

const rounds = Number(process.env.LIFT_ROUNDS || 12);

function issue(user, secret) {
  return jwt.sign({ sub: user }, secret, { algorithm: Token.algorithm, expiresIn: '1h' });
}

function check(token, key) {
  const accepted = ['RS', 'PS'].flatMap((family) => [`${family}256`]);
  return jwt.verify(token, key, { algorithms: accepted });
}

const remember = (password) => bcrypt.hashSync(password, rounds);

function listen(key, cert, app, overrides) {
  const options = Object.assign({ minVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' }, overrides);
  options.minVersion = defaults.tls.min || options.minVersion;
  return https.createServer({ key, cert, ...options }, app);
}

const agent = (insecure = true) => new https.Agent({ rejectUnauthorized: !insecure });

module.exports = { issue, check, remember, listen, agent };
