'use strict';

const BITS = 128;

exports.COOKIE_CIPHER = `aes-${BITS}-cbc`;
exports.ETAG_HASH = 'sha1';

// Shown in the admin page.
exports.CARD_SCHEMES = ['Visa', 'Mastercard', 'RSA Travel', 'DES Diners'];
exports.describe = (product) => product.description || 'No description';
exports.universal = { region: 'universal', nodes: 3 };
