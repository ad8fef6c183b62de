module.exports = { ...require('../../jest.preset.cjs'), displayName: 'sales-solution', rootDir: __dirname };
