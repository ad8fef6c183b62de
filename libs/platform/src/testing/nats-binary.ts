/** Finds the NATS server, or unpacks it from the distribution's package. */
import { execFile } from 'node:child_process';
import { accessSync, constants, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { workspaceRoot } from './workspace-root';

const run = promisify(execFile);

/** Where an unpacked server is kept. */
const cached = (): string => join(workspaceRoot(), '.local', 'nats', 'nats-server');

/** What is said where no server can be had. */
export const waysOut = [
  'NATS was not found and could not be unpacked. Any one of these helps:',
  '  - install nats-server 2.9 or later so that it is on PATH',
  '  - set NATS_SERVER_BIN to the path of a nats-server binary',
  '  - set NATS_URL to the address of a running server with JetStream',
  '  - docker compose up, which brings its own',
].join('\n');

/**
 * The path of a NATS server: `NATS_SERVER_BIN`, PATH, the workspace's cache, else unpacked from the Debian package into the cache.
 * @throws Error that names the ways out
 */
export async function findNatsServer(): Promise<string> {
  const found = [process.env['NATS_SERVER_BIN'], ...onPath(), cached()].find((path) => path && isExecutable(path));
  return found ?? unpack().catch((cause: unknown) => Promise.reject(new Error(waysOut, { cause })));
}

const onPath = (): string[] => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'nats-server'));

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function unpack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-nats-'));
  try {
    await download(folder);
    const archive = readdirSync(folder).find((file) => file.endsWith('.deb'));
    if (!archive) throw new Error('the package was not downloaded');
    await run('dpkg', ['-x', join(folder, archive), folder]);
    mkdirSync(join(workspaceRoot(), '.local', 'nats'), { recursive: true });
    const binary = ['usr/sbin', 'usr/bin'].map((place) => join(folder, place, 'nats-server')).find((path) => existsSync(path));
    cpSync(binary ?? '', cached());
    return cached();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A fresh machine has no package lists yet; then they are fetched once. */
async function download(folder: string): Promise<void> {
  const get = (): Promise<unknown> => run('apt-get', ['download', 'nats-server'], { cwd: folder });
  await get().catch(() => run('apt-get', ['update']).then(get));
}
