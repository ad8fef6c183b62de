import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const check = join(__dirname, 'failures.check.mjs');

describe('the check of failure codes', () => {
  let workspace: string;
  beforeEach(() => void (workspace = mkdtempSync(join(tmpdir(), 'tandem-failures-'))));
  afterEach(() => rmSync(workspace, { recursive: true }));

  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(workspace, file)), { recursive: true });
    writeFileSync(join(workspace, file), text);
  };
  const verdict = () => {
    const { status, stderr } = spawnSync(process.execPath, [check], { cwd: workspace, encoding: 'utf8' });
    return { status, problems: stderr.trim() };
  };
  const source = `throw new Failure('rejected', 'order.tooLate', 'It is too late.');`;
  const row = (...codes: string[]): string => `| code | cause |\n|---|---|\n| ${codes.map((code) => `\`${code}\``).join(', ')} | … |\n`;

  it('passes where every code has a row', () => {
    write('apps/orders/src/close.ts', source);
    write('docs/failures.md', row('order.tooLate'));
    expect(verdict()).toEqual({ status: 0, problems: '' });
  });

  it('names a code that nobody has explained, and where it is', () => {
    write('libs/orders/src/close.ts', `${source}\nconst issue = { code: 'order.lost' };`);
    write('docs/failures.md', row('order.tooLate'));
    expect(verdict()).toEqual({ status: 1, problems: 'order.lost (libs/orders/src/close.ts) has no row in docs/failures.md' });
  });

  it('names a row whose code is gone', () => {
    write('apps/orders/src/close.ts', source);
    write('docs/failures.md', row('order.tooLate', 'order.tooEarly'));
    expect(verdict()).toEqual({ status: 1, problems: 'order.tooEarly has a row in docs/failures.md, but nothing fails with it' });
  });

  it('leaves out imports, tests, names of files and paths of settings', () => {
    write('apps/orders/src/close.ts', `import { a } from 'orders.things';\nread('package.json', 'options.ownership');\n${source}`);
    write('apps/orders/src/close.spec.ts', `expect(code).toBe('order.invented');`);
    write('docs/failures.md', row('order.tooLate'));
    expect(verdict()).toEqual({ status: 0, problems: '' });
  });

  it('leaves out actions of the audit trail', () => {
    write('apps/orders/src/close.ts', `note({ action: gone ? 'order.forgotten' : 'order.closed', target });\n${source}`);
    write('docs/failures.md', row('order.tooLate'));
    expect(verdict()).toEqual({ status: 0, problems: '' });
  });

  it('fails where it finds nothing to check', () => {
    write('docs/failures.md', '');
    expect(verdict().status).toBe(1);
  });
});
