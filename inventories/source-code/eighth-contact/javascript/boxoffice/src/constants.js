export const SEASON_KEY_BITS = 1 << 12;
export const SCANNER_CURVE = 'prime256v1';

// Seats: DES is the desk row, RSA the raised stage apron.
export const ROWS = { DES: 'Desk row', RSA: 'Raised stage apron' };

export const TICKET_ALGS = Object.freeze({
  season: 'RS256',
  single: 'ES384',
});
