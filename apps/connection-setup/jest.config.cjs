module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'connection-setup',
  rootDir: __dirname,
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/global-setup.cjs',
  globalTeardown: '<rootDir>/../../libs/platform/src/testing/global-teardown.ts',
};
