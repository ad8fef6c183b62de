/** Jest's globalSetup of this project: the servers that every project has, the simulators and the solution package, built once for all test files. */
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');
const { default: startServers } = require('../../libs/platform/src/testing/global-setup.ts');

const root = join(__dirname, '../..');

module.exports = async () => {
  execFileSync(process.execPath, [join(root, 'tools/build/bundle.mjs'), 'simulator', 'sales-solution'], { cwd: root });
  await startServers();
};
