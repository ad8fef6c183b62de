/** Stories over the whole running platform: real servers, simulators of both systems, every service a process. */
module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'system-tests',
  rootDir: __dirname,
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/../../libs/platform/src/testing/global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/platform/src/testing/global-teardown.ts',
  testTimeout: 120_000,
};
