import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const check = join(__dirname, 'setup-refusals.check.mjs');

describe('the check of set-up refusals', () => {
  let workspace: string;
  beforeEach(() => {
    workspace = mkdtempSync(join(tmpdir(), 'tandem-refusals-'));
    mkdirSync(join(workspace, 'docs'));
    for (const page of ['failures.md', 'setup-refusals.md']) cpSync(join(root, 'docs', page), join(workspace, 'docs', page));
    for (const project of ['connection-setup', 'sync-orchestration', 'system-tests'])
      cpSync(join(root, 'apps', project, 'src'), join(workspace, 'apps', project, 'src'), { recursive: true });
  });
  afterEach(() => rmSync(workspace, { recursive: true }));

  const change = (file: string, from: string | RegExp, to: string): void => {
    const path = join(workspace, file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
  };
  const problems = (): string => spawnSync(process.execPath, [check], { cwd: workspace, encoding: 'utf8' }).stderr.trim();

  it('passes as things are', () => expect(problems()).toBe(''));

  it('names a row that nobody tests', () => {
    change('docs/setup-refusals.md', /\n\| `setup\.lcyMissing`[^\n]*/, '');
    expect(problems()).toBe('setup.lcyMissing has no test');
  });

  it('names a test that is gone', () => {
    change('apps/connection-setup/src/enable-connection.spec.ts', 'the local currency is missing in Sales', 'another test');
    expect(problems()).toContain('setup.lcyMissing: apps/connection-setup/src/enable-connection.spec.ts has no test');
  });

  it('names a test that does not look at the code', () => {
    change('apps/connection-setup/src/enable-connection.spec.ts', 'setup.lcyMissing', 'setup.something');
    expect(problems()).toContain('setup.lcyMissing: apps/connection-setup/src/enable-connection.spec.ts never sees setup.lcyMissing');
  });
});
