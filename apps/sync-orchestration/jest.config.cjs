const platform = '../../libs/platform/src/testing';

module.exports = {
  ...require('../../jest.preset.cjs'),
  displayName: 'sync-orchestration',
  rootDir: __dirname,
  globalSetup: `${platform}/global-setup.ts`,
  globalTeardown: `${platform}/global-teardown.ts`,
};
