import { ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, ended } from '@tandem/platform/testing/child-process';
import { eventually } from '@tandem/platform/testing/eventually';
import { freePort } from '@tandem/platform/testing/free-port';
import { isRunning, ProcessIdentity } from './process-identity';

const patient = { withinMs: 60_000, everyMs: 100 };

interface Run {
  readonly launcher: ChildProcess;
  words(): string;
}

/** `npm start -- --no-demo` on a folder and port of its own. */
describe('one command', () => {
  let folder: string;
  let port: number;
  let run: Run | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tandem-start-'));
    port = await freePort();
  });

  afterEach(async () => {
    if (run) await end(run.launcher, 'SIGTERM', 30_000);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function start(): Run {
    const environment = { ...process.env, TANDEM_PORT: String(port), TANDEM_LOCAL_FOLDER: folder, TANDEM_API_TOKEN: 'token-of-the-test' };
    const launcher = spawn(process.execPath, ['tools/local/start.mjs', '--no-demo', '--workers', '1'], { env: environment });
    let words = '';
    for (const stream of [launcher.stdout, launcher.stderr]) stream.on('data', (bytes: Buffer) => (words += bytes.toString()));
    run = { launcher, words: () => words };
    return run;
  }

  async function untilUp({ launcher, words }: Run): Promise<void> {
    await eventually(() => launcher.exitCode !== null || words().includes('Tandem is up'), patient);
    expect(words()).toContain('Tandem is up');
  }

  const processes = (): (ProcessIdentity & { name: string })[] =>
    (JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { children: (ProcessIdentity & { name: string })[] }).children;

  it('brings servers and services up, says where, and leaves nothing behind when it is stopped', async () => {
    const { launcher, words } = start();
    await untilUp({ launcher, words });
    const up = processes();
    expect(up.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['postgres', 'nats', 'gateway', 'connection-setup', 'coupling', 'sync-worker-1']),
    );
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    const me = await fetch(`http://127.0.0.1:${port}/api/v1/me`, { headers: { authorization: 'Bearer token-of-the-test' } });
    expect(me.status).toBe(200);
    launcher.kill('SIGINT');
    await ended(launcher);
    expect(launcher.exitCode).toBe(0);
    expect([up.filter(isRunning), existsSync(join(folder, 'run.json'))]).toEqual([[], false]);
  }, 90_000);

  it('refuses a second start while it is up, and names the way out', async () => {
    const first = start();
    await untilUp(first);
    const second = start();
    await ended(second.launcher);
    expect([second.launcher.exitCode, second.words()]).toEqual([1, expect.stringMatching(/already up.*TANDEM_PORT/)]);
    await end(first.launcher, 'SIGTERM', 30_000);
  }, 90_000);

  it('clears away at the next start what a killed run left behind', async () => {
    const killed = start();
    await untilUp(killed);
    const left = processes();
    killed.launcher.kill('SIGKILL');
    await ended(killed.launcher);
    await untilUp(start());
    expect(left.filter(isRunning)).toEqual([]);
  }, 90_000);

  it('ends as a failure when one of its processes dies', async () => {
    const { launcher, words } = start();
    await untilUp({ launcher, words });
    const victim = processes().find(({ name }) => name === 'coupling');
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    await ended(launcher);
    expect([launcher.exitCode, words()]).toEqual([1, expect.stringContaining('coupling has ended unexpectedly')]);
  }, 90_000);
});
