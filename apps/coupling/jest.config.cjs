module.exports = { ...require('../../jest.preset.cjs'), displayName: 'coupling', rootDir: __dirname };
