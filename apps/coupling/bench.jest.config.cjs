/** Measures the statements of the coupling service at a million couplings: `jest -c apps/coupling/bench.jest.config.cjs`. */
module.exports = { ...require('./jest.config.cjs'), displayName: 'coupling bench', testMatch: ['**/*.bench.ts'], testTimeout: 600_000 };
