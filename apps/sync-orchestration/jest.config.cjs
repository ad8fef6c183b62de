module.exports = { ...require('../../jest.preset.cjs'), displayName: 'sync-orchestration', rootDir: __dirname };
