module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'gateway',
  rootDir: __dirname,
  globalSetup: '../../libs/platform/src/testing/global-setup.ts',
  globalTeardown: '../../libs/platform/src/testing/global-teardown.ts',
};
