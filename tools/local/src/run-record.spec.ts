import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, hasEnded } from '@tandem/platform/testing/child-process';
import { eventually } from '@tandem/platform/testing/eventually';
import { identityOf } from './process-identity';
import { RunRecord } from './run-record';

describe('the record of a run', () => {
  let folder: string;
  let left: ChildProcess;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-record-'));
    left = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)']);
  });

  afterEach(async () => {
    await end(left, 'SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** What a launcher leaves behind that was killed. */
  function leaveBehind(started: string | undefined): void {
    const children = [{ name: 'coupling', pid: left.pid, started: started ?? identityOf(left.pid ?? 0)?.started }];
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ launcher: { pid: 999_999, started: '1' }, port: 3_000, children }));
  }

  it('lets the next start end what a killed run left', async () => {
    leaveBehind(undefined);
    await RunRecord.begin(folder, 3_000);
    await eventually(() => hasEnded(left));
  });

  it('leaves a stranger alone who has got the number of a process of that run', async () => {
    leaveBehind('another start time');
    await RunRecord.begin(folder, 3_000);
    expect(identityOf(left.pid ?? 0)).toBeDefined();
  });

  it('refuses a second run while the first is up', async () => {
    await RunRecord.begin(folder, 3_000);
    await expect(RunRecord.begin(folder, 3_000)).rejects.toThrow(/already up .*port 3000/);
  });

  it('is gone when the run has ended', async () => {
    const record = await RunRecord.begin(folder, 3_000);
    record.add('coupling', left.pid ?? 0);
    record.end();
    record.remove(left.pid ?? 0);
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
  });
});
