/** Dataverse and Business Central as processes of their own, started the way the local stack starts them. */
import { ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { end } from '@tandem/platform/testing/child-process';

const root = join(__dirname, '../../..');

/** An account that a simulator knows. */
export interface Account {
  readonly clientId: string;
  readonly clientSecret: string;
}

export class SimulatorProcess {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(service: 'dataverse' | 'business-central'): Promise<SimulatorProcess> {
    const child = spawn(process.execPath, [join(root, 'dist/tools/simulator/main.js'), '--service', service], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new SimulatorProcess(await addressSaidBy(child), child);
  }

  /** The account of the application with this name. */
  async account(name: string): Promise<Account> {
    const { registrations } = await this.control<{ registrations: Registration[] }>('GET', 'registrations');
    const found = registrations.find((registration) => registration.name === name);
    if (!found) throw new Error(`No application is called ${name}.`);
    return { clientId: found.clientId, clientSecret: found.secrets[0]?.value ?? '' };
  }

  /** Calls the control API. */
  async control<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}/_control/${path}`, { method, ...(body ? { body: JSON.stringify(body) } : {}) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${text}`);
    return (text ? JSON.parse(text) : undefined) as T;
  }

  /** Changes rows as a user of the system; without a key a new row is made. */
  edit(...edits: { table: string; key?: string; values?: object }[]): Promise<{ written: { key: string }[] }> {
    return this.control('POST', 'edits', { edits });
  }

  async stop(): Promise<void> {
    await end(this.child, 'SIGTERM');
  }
}

interface Registration {
  readonly clientId: string;
  readonly name: string;
  readonly secrets: readonly { readonly value: string }[];
}

/** Starts both; `global-setup.cjs` has bundled them. */
export async function startSimulators(): Promise<{ sales: SimulatorProcess; businessCentral: SimulatorProcess }> {
  const [sales, businessCentral] = await Promise.all([SimulatorProcess.start('dataverse'), SimulatorProcess.start('business-central')]);
  return { sales, businessCentral };
}

function addressSaidBy(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The simulator ended with code ${code} before it was ready.`)));
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).once('line', (line) =>
      resolve((JSON.parse(line) as { url: string }).url),
    );
  });
}
