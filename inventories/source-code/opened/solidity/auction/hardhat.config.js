module.exports = { solidity: { version: '0.8.24', settings: { evmVersion: 'cancun' } }, paths: { sources: './contracts', tests: './test' } };
