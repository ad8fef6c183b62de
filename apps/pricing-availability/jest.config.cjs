module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'pricing-availability',
  rootDir: __dirname,
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/../../libs/platform/src/testing/global-setup.ts',
  globalTeardown: '<rootDir>/../../libs/platform/src/testing/global-teardown.ts',
};
