/** One process of the local stack: started, waited for until it is ready, ended. */
import { ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { end, ended, hasEnded } from '@tandem/platform/testing/child-process';

/** What a process prints when it answers: a service `{"msg":"ready","port":…}`, a simulator `{"ready":true,"url":…}`. */
export interface ReadyLine {
  readonly port?: number;
  readonly url?: string;
}

export interface ChildOptions {
  /** Unique name, also of the log file. */
  readonly name: string;
  readonly script: string;
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly logs: string;
  /** Flags of Node itself. */
  readonly nodeFlags?: readonly string[];
}

const readyWithinMs = 60_000;
const lastWords = 20;

/** What children may see of the launcher's environment: nothing that holds a secret. */
const inherited = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR', 'LOG_LEVEL', 'NODE_OPTIONS', 'SystemRoot'];

export class Child {
  /** Resolves with the ready line; rejects where the process ends before, or takes too long. */
  readonly ready: Promise<ReadyLine>;
  readonly process: ChildProcess;
  private readonly log: WriteStream;
  private readonly words: string[] = [];

  constructor(readonly options: ChildOptions) {
    mkdirSync(options.logs, { recursive: true });
    this.log = createWriteStream(join(options.logs, `${options.name}.log`), { flags: 'a' });
    this.process = spawn(
      process.execPath,
      ['--enable-source-maps', ...(options.nodeFlags ?? []), options.script, ...(options.arguments ?? [])],
      {
        env: { ...environmentToInherit(), END_WITH_PARENT: 'true', ...options.environment },
        stdio: ['pipe', 'pipe', 'pipe'],
        detached: true,
      },
    );
    this.process.stdin?.on('error', () => undefined);
    this.process.stderr?.on('data', (bytes: Buffer) => this.keep(bytes.toString()));
    this.ready = this.untilReady();
    this.ready.catch(() => undefined);
    this.process.once('close', () => this.log.end());
  }

  get name(): string {
    return this.options.name;
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get hasEnded(): boolean {
    return hasEnded(this.process);
  }

  /** The last lines that the process wrote. */
  lastWords(): string {
    return this.words.slice(-lastWords).join('');
  }

  /** Resolves when the process has ended, for whatever reason. */
  ended(): Promise<void> {
    return ended(this.process);
  }

  /** Ends the process in an orderly way, by force after the limit. */
  stop(limitMs = 15_000): Promise<void> {
    return end(this.process, 'SIGTERM', limitMs);
  }

  /** Ends the process without warning. */
  kill(): Promise<void> {
    return end(this.process, 'SIGKILL');
  }

  private untilReady(): Promise<ReadyLine> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`${this.name} was not ready within ${readyWithinMs / 1_000} seconds.`)),
        readyWithinMs,
      );
      createInterface({ input: this.process.stdout as NodeJS.ReadableStream }).on('line', (line) => {
        this.keep(`${line}\n`);
        const ready = asReadyLine(line);
        if (!ready) return;
        clearTimeout(late);
        resolve(ready);
      });
      this.process.once('close', () => {
        clearTimeout(late);
        reject(new Error(`${this.name} ended before it was ready:\n${this.lastWords()}`));
      });
    });
  }

  private keep(text: string): void {
    this.words.push(text);
    if (this.words.length > lastWords * 2) this.words.splice(0, lastWords);
    if (!this.log.writableEnded) this.log.write(text);
  }
}

function environmentToInherit(): Record<string, string> {
  return Object.fromEntries(inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name] ?? '']])));
}

function asReadyLine(line: string): ReadyLine | undefined {
  if (!line.startsWith('{') || !line.includes('ready')) return undefined;
  try {
    const said = JSON.parse(line) as ReadyLine & { msg?: unknown; ready?: unknown };
    return said.msg === 'ready' || said.ready === true ? said : undefined;
  } catch {
    return undefined;
  }
}
