/**
 * `npm test`: lint, boundaries, types, checks, then the tests of every project, one after the other. The last line counts what passed and what failed.
 * `npm test -- coupling platform` runs the tests of the named projects only.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const named = process.argv.slice(2);
const total = { passed: 0, failed: 0 };
const failures = [];

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;

function count(name, passed, failed) {
  total.passed += passed;
  total.failed += failed;
  if (failed > 0) failures.push(`${name}: ${failed}`);
}

/** One step that either passes or fails. */
function step(name, command, ...args) {
  console.log(`\n== ${name}`);
  const passed = run(command, args);
  count(name, passed ? 1 : 0, passed ? 0 : 1);
}

/** The tests of one project; a suite that does not even load counts as failed. */
function testProject(folder) {
  console.log(`\n== tests of ${folder}`);
  const place = mkdtempSync(join(tmpdir(), 'tandem-tests-'));
  const report = join(place, 'report.json');
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '-c', `${folder}/jest.config.cjs`];
  const clean = run(process.execPath, [...jest, '--maxWorkers=2', '--json', `--outputFile=${report}`]);
  const { passed, failed } = existsSync(report) ? outcome(JSON.parse(readFileSync(report, 'utf8'))) : { passed: 0, failed: 1 };
  rmSync(place, { recursive: true });
  count(folder, passed, failed === 0 && !clean ? 1 : failed);
}

function outcome({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) {
  return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests + numRuntimeErrorTestSuites };
}

/** Projects with tests, libraries first, system tests last. */
function projects() {
  const order = ['libs', 'tools', 'apps'];
  const folders = order.flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`));
  const tested = folders.filter(
    (folder) => existsSync(join(folder, 'jest.config.cjs')) && globSync(`${folder}/src/**/*.spec.ts`).length > 0,
  );
  return tested.sort((one, other) => Number(one.endsWith('system-tests')) - Number(other.endsWith('system-tests')));
}

if (named.length === 0) {
  step('lint', 'npx', 'nx', 'run-many', '-t', 'lint', '--parallel=2', '--outputStyle=static');
  step('boundaries', 'npx', 'nx', 'run', 'checks:boundaries', '--outputStyle=static');
  step('types', 'npm', 'run', '--silent', 'typecheck');
  for (const check of globSync('tools/checks/src/*.check.mjs').sort()) step(basename(check, '.check.mjs'), process.execPath, check);
}
for (const folder of projects()) if (named.length === 0 || named.includes(basename(folder))) testProject(folder);

if (failures.length > 0) console.log(`\nNot passed in ${failures.join(', ')}`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
