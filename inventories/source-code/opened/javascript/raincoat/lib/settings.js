module.exports = {
  WELT_HASH: 'sha512-256',
  SIZE: 64 * 3,
  chaining: 'OFB',
  kms: { KeySpec: process.env.COAT_SPEC || 'RSA_3072', KeyUsage: 'SIGN_VERIFY' },
};
