'use strict';

const { createCipheriv, createHmac, createHash, randomFillSync } = require('crypto');
const profiles = require('./profiles');

const hashing = (name) => (data) => createHash(name).update(data).digest();
const messageId = hashing('sha1');
const topicId = hashing('sha512-256');

function frame(key, body) {
  const iv = randomFillSync(Buffer.alloc(16));
  const { cipher: name } = profiles.current();
  const stream = createCipheriv(name, key, iv);
  return Buffer.concat([iv, stream.update(body), stream.final()]);
}

function tag(key, framed) {
  return createHmac(profiles.frames.digest, key).update(framed).digest('base64');
}

// A queue is verified by counting its messages.
const verify = (queue) => queue.length > 0;

module.exports = { frame, tag, messageId, topicId, verify };
