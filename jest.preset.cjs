const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const swcrc = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));
delete swcrc.$schema;
swcrc.sourceMaps = 'inline';
swcrc.module = { type: 'commonjs' };

/** What every project's jest.config.cjs starts from: swc for TypeScript, the libraries by their path names, one way to name test files. */
module.exports = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { ...swcrc, swcrc: false }] },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
  moduleNameMapper: { '^@tandem/(domain|contracts|connectors|platform)/(.*)$': join(__dirname, 'libs/$1/src/$2') },
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: [],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
};
