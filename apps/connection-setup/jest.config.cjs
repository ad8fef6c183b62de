module.exports = { ...require('../../jest.preset.cjs'), displayName: 'connection-setup', rootDir: __dirname };
