module.exports = { ...require('../../jest.preset.cjs'), displayName: 'pricing-availability', rootDir: __dirname };
