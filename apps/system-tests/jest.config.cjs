module.exports = { ...require('../../jest.preset.cjs'), displayName: 'system-tests', rootDir: __dirname };
