'use strict';

/** What a reader may borrow. Not to be confused with RSA, our Regional Stack Archive. */
const Kind = Object.freeze({ NOVEL: 'novel', ATLAS: 'atlas' });

const RECEIPT_BITS = 3072;

const CURVES = {
  [Kind.NOVEL]: 'prime256v1',
  [Kind.ATLAS]: 'secp384r1',
};

// Printed on the back of the reader's card, for the curious.
const CARD_SMALL_PRINT = {
  '1.2.840.113549.2.5': 'md5',
  '1.3.14.3.2.26': 'sha1',
  '1.3.132.0.34': 'secp384r1',
};

module.exports = { Kind, RECEIPT_BITS, CURVES, CARD_SMALL_PRINT };
