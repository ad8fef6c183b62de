const unit = require('./jest.config.cjs');

/** The record stores against running servers, named by SALES_URL, BUSINESS_CENTRAL_URL and their companions (src/testing/connection-from-environment.ts). */
module.exports = { ...unit, displayName: 'connectors-integration', testMatch: ['**/*.integration.ts'], testTimeout: 30_000 };
