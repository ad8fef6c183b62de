/** A NATS server with JetStream as a child of this process, for tests and for the local stack. */
import { ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, untilListening } from './child-process';
import { freePort } from './free-port';
import { findNatsServer } from './nats-binary';

export interface LocalNatsOptions {
  /** Folder of the JetStream store; a temporary one, removed at the end, where absent. */
  readonly folder?: string;
  readonly port?: number;
  /** True where a Ctrl-C in the terminal must reach this process only, which then ends the server itself. */
  readonly ownGroup?: boolean;
}

interface Serving {
  readonly binary: string;
  readonly port: number;
  /** Where JetStream keeps its streams. */
  readonly folder: string;
  readonly ownGroup: boolean;
}

/** A running server. */
export class LocalNats {
  private constructor(
    private readonly serving: Serving,
    private readonly temporary: boolean,
    private child: ChildProcess,
  ) {}

  /** Starts a server on the loopback interface. */
  static async start(options: LocalNatsOptions = {}): Promise<LocalNats> {
    const binary = await findNatsServer();
    const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'tandem-jetstream-'));
    const port = options.port ?? (await freePort());
    const serving = { binary, port, folder, ownGroup: options.ownGroup === true };
    return new LocalNats(serving, !options.folder, await serve(serving));
  }

  get url(): string {
    return `nats://127.0.0.1:${this.serving.port}`;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** The child itself, for those who want to know when it ends. */
  get process(): ChildProcess {
    return this.child;
  }

  /** Kills the server without warning. */
  async kill(): Promise<void> {
    await end(this.child, 'SIGKILL');
  }

  /** Deletes everything that JetStream has stored; while the server runs it goes on with files that are gone. */
  loseStore(): void {
    rmSync(join(this.serving.folder, 'jetstream'), { recursive: true, force: true });
  }

  /** Starts the server again on the same port and store. */
  async restart(): Promise<void> {
    await this.kill();
    this.child = await serve(this.serving);
  }

  /** Ends the server; a temporary store goes with it. */
  async stop(): Promise<void> {
    await end(this.child, 'SIGTERM');
    if (this.temporary) rmSync(this.serving.folder, { recursive: true, force: true });
  }
}

async function serve({ binary, port, folder, ownGroup }: Serving): Promise<ChildProcess> {
  mkdirSync(folder, { recursive: true });
  const child = spawn(binary, ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder], {
    detached: ownGroup,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (bytes: Buffer) => (words = (words + bytes.toString()).slice(-4_000)));
  await untilListening(child, port, () => `NATS did not start on port ${port}:\n${words}`);
  return child;
}
