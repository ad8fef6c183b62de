module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'gateway',
  rootDir: __dirname,
  setupFiles: ['reflect-metadata'],
  testTimeout: 20_000,
  globalSetup: '../../libs/platform/src/testing/global-setup.ts',
  globalTeardown: '../../libs/platform/src/testing/global-teardown.ts',
};
