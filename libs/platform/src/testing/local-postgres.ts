/** A PostgreSQL server as a child of this process, for tests and for the local stack. */
import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { end, untilListening } from './child-process';
import { freePort } from './free-port';
import { isTraversable, postgresBinaries, postgresUser, UnprivilegedUser } from './postgres-binaries';

export interface LocalPostgresOptions {
  /** Folder of the cluster, kept between runs; a temporary one, removed at the end, where absent. */
  readonly folder?: string;
  readonly port?: number;
  /** True where a Ctrl-C in the terminal must reach this process only, which then ends the server itself. */
  readonly ownGroup?: boolean;
}

const superuser = 'postgres';

/** SQLSTATE while a server starts or recovers. */
const cannotConnectNow = '57P03';

/** Settings of a cluster whose loss costs a test run only, and that notices deadlocks soon. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', deadlock_timeout: '50ms' };

/** A running server. */
export class LocalPostgres {
  private constructor(
    readonly port: number,
    private readonly folder: string,
    private readonly temporary: boolean,
    private readonly password: string,
    /** The child itself, for those who want to know when it ends. */
    readonly process: ChildProcess,
  ) {}

  /** Starts a server on the loopback interface, initialising its cluster where there is none. */
  static async start(options: LocalPostgresOptions = {}): Promise<LocalPostgres> {
    const user = postgresUser();
    const temporary = !options.folder;
    const folder = options.folder ? reachable(options.folder, user) : mkdtempSync(join(tmpdir(), 'tandem-postgres-'));
    const port = options.port ?? (await freePort());
    const place = { binaries: postgresBinaries(user), folder, user, ownGroup: options.ownGroup === true };
    const password = initialise(place);
    const child = serve(place, { port, listen_addresses: '127.0.0.1', ...(temporary ? forgetful : {}) });
    await untilListening(child.process, port, () => `PostgreSQL did not start on port ${port}:\n${child.words()}`);
    const server = new LocalPostgres(port, folder, temporary, password, child.process);
    await untilAnswering(server.url());
    return server;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  /** Address of a database with the superuser. */
  url(database = 'postgres'): string {
    return `postgres://${superuser}:${this.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Ends the server; a temporary cluster goes with it. */
  async stop(): Promise<void> {
    await end(this.process, 'SIGINT');
    if (this.temporary) rmSync(this.folder, { recursive: true, force: true });
  }
}

interface Place {
  readonly binaries: string;
  readonly folder: string;
  readonly user: UnprivilegedUser;
  readonly ownGroup: boolean;
}

/** The folder itself, or one in its stead that the server's user can reach. */
function reachable(folder: string, user: UnprivilegedUser): string {
  if (user.uid === undefined || isTraversable(dirname(folder))) return folder;
  return join('/var/tmp', `tandem-postgres-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
}

/** Makes the cluster where it is missing and returns the superuser's password, which lies beside it. */
function initialise({ binaries, folder, user }: Place): string {
  const passwordFile = join(folder, 'password');
  if (existsSync(join(folder, 'cluster', 'PG_VERSION'))) return readFileSync(passwordFile, 'utf8');
  rmSync(join(folder, 'cluster'), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const password = randomBytes(18).toString('base64url');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const path of [folder, passwordFile]) own(path, user);
  chmodSync(folder, 0o700);
  const flags = [
    '-D',
    join(folder, 'cluster'),
    '-U',
    superuser,
    '-A',
    'scram-sha-256',
    `--pwfile=${passwordFile}`,
    '-E',
    'UTF8',
    '--locale=C',
    '--no-sync',
  ];
  const { status, stderr } = spawnSync(join(binaries, 'bin', 'initdb'), flags, { ...user, cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`PostgreSQL could not make its cluster in ${folder}:\n${stderr}`);
  return password;
}

function own(path: string, { uid, gid }: UnprivilegedUser): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}

function serve(
  { binaries, folder, user, ownGroup }: Place,
  settings: Readonly<Record<string, string | number>>,
): { process: ChildProcess; words: () => string } {
  const all = { unix_socket_directories: '', max_connections: 200, shared_buffers: '128MB', log_min_messages: 'fatal', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(binaries, 'bin', 'postgres'), ['-D', join(folder, 'cluster'), ...flags], {
    ...user,
    cwd: folder,
    detached: ownGroup,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (bytes: Buffer) => (words = (words + bytes.toString()).slice(-4_000)));
  return { process: child, words: () => words };
}

/** A server that listens may still be recovering, and refuses sessions with `cannot_connect_now` until it is done. */
async function untilAnswering(url: string): Promise<void> {
  for (;;) {
    const client = new Client({ connectionString: url });
    const refusal = await client.connect().then(
      () => undefined,
      (error: Error & { code?: string }) => error,
    );
    await client.end().catch(() => undefined);
    if (!refusal) return;
    if (refusal.code !== cannotConnectNow) throw refusal;
    await pause(20);
  }
}
