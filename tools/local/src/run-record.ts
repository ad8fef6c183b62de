/** The record of a run: which processes belong to it, so that the next start can clear away what a killed one left. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { identityOf, isRunning, ProcessIdentity } from './process-identity';

interface RecordedProcess extends ProcessIdentity {
  readonly name: string;
}

interface RecordedRun {
  readonly launcher: ProcessIdentity;
  readonly port: number;
  readonly children: readonly RecordedProcess[];
}

const patienceMs = 10_000;

/** Processes in the order in which they are ended: the database last, when nobody uses it any more. */
const endingSignal = (name: string): NodeJS.Signals => (name === 'postgres' ? 'SIGINT' : 'SIGTERM');

/** `run.json` in the folder of the local stack. */
export class RunRecord {
  private children: RecordedProcess[] = [];

  private constructor(
    private readonly file: string,
    private readonly port: number,
  ) {}

  /**
   * Begins a record, after clearing away what an earlier run left behind.
   * @throws Error where a run with this folder is still up
   */
  static async begin(folder: string, port: number): Promise<RunRecord> {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    const file = join(folder, 'run.json');
    await clearAway(file);
    const record = new RunRecord(file, port);
    record.write();
    return record;
  }

  /** Notes a process of this run. */
  add(name: string, pid: number): void {
    const identity = identityOf(pid);
    if (identity) this.children = [...this.children.filter((child) => child.pid !== pid), { name, ...identity }];
    this.write();
  }

  /** Forgets a process that has ended. */
  remove(pid: number): void {
    this.children = this.children.filter((child) => child.pid !== pid);
    if (existsSync(this.file)) this.write();
  }

  /** Ends the record: nothing is left. */
  end(): void {
    rmSync(this.file, { force: true });
  }

  private write(): void {
    const launcher = identityOf(process.pid) ?? { pid: process.pid, started: '' };
    writeFileSync(`${this.file}.new`, JSON.stringify({ launcher, port: this.port, children: this.children } satisfies RecordedRun));
    renameSync(`${this.file}.new`, this.file);
  }
}

async function clearAway(file: string): Promise<void> {
  const run = read(file);
  if (!run) return;
  if (isRunning(run.launcher))
    throw new Error(
      `Tandem is already up (process ${run.launcher.pid}, port ${run.port}). Stop it first, or set TANDEM_LOCAL_FOLDER and TANDEM_PORT for a second one.`,
    );
  const left = run.children.filter(isRunning);
  const last = (name: string): number => Number(name === 'postgres');
  for (const child of left.sort((one, other) => last(one.name) - last(other.name))) await endLeftOver(child);
  rmSync(file, { force: true });
}

async function endLeftOver(child: RecordedProcess): Promise<void> {
  process.kill(child.pid, endingSignal(child.name));
  const deadline = Date.now() + patienceMs;
  while (isRunning(child) && Date.now() < deadline) await pause(25);
  if (isRunning(child)) process.kill(child.pid, 'SIGKILL');
}

function read(file: string): RecordedRun | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RecordedRun;
  } catch {
    return undefined;
  }
}
