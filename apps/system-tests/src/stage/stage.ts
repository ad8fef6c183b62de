/** The stage of all stories: the launcher's whole platform with both simulators, without any connection yet. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { RunRecord } from '../../../../tools/local/src/run-record';
import { services } from '../../../../tools/local/src/services';
import { Stack } from '../../../../tools/local/src/stack';
import { BusCapture } from './bus-capture';
import { HeapSnapshot, snapshotFlags } from './heap-snapshot';
import { neighbouringPorts } from './neighbouring-ports';
import { Rest } from './rest';
import { SimulatedSystem } from './simulated-system';

const options = { once: true, json: true, workers: 2, generate: {}, secondRun: false, demo: true };

/** Secrets that the stories enter: right ones and wrong ones. */
const accountSecrets = [
  'simulated-integration-secret',
  'simulated-administrator-secret',
  'simulated-business-central-secret',
  'simulated-roleless-secret',
  'simulated-permissionless-secret',
  'a-wrong-secret-for-sales',
  'a-wrong-secret-for-business-central',
];

/** Accounts on-premises: users of Sales with passwords, a user of Business Central with a web services access key. */
export const onPremises = {
  integration: { username: 'CONTOSO\\tandem', password: 'the-password-of-tandem-on-premises' },
  administrator: { username: 'CONTOSO\\administrator', password: 'the-password-of-the-administrator' },
  businessCentral: { username: 'TANDEM', accessKey: 'dGhlIGFjY2VzcyBrZXkgb2YgdGFuZGVtIG9uLXByZW0=' },
} as const;

/** Secrets of every other kind, for a connection that never works. */
export const enteredSecrets = ['a-password-of-a-story', 'an-access-key-of-a-story', 'another-password-of-a-story'] as const;

/** A running platform. */
export class Stage {
  private constructor(
    readonly stack: Stack,
    readonly rest: Rest,
    readonly bus: BusCapture,
    private readonly nats: LocalNats,
    private readonly parts: { readonly folder: string; readonly started: Promise<void>; readonly kept: boolean },
  ) {}

  /** Bundles the applications and brings everything up. */
  static async set(): Promise<Stage> {
    execFileSync(process.execPath, [
      join('tools', 'build', 'bundle.mjs'),
      'simulator',
      'sales-solution',
      ...services.map(({ name }) => name),
    ]);
    const kept = process.env['TANDEM_LOCAL_FOLDER'];
    const folder = kept ?? mkdtempSync(join(tmpdir(), 'tandem-system-'));
    mkdirSync(folder, { recursive: true });
    const nats = await LocalNats.start();
    const [port] = await neighbouringPorts(3);
    const settings = { port, databaseUrl: process.env['TANDEM_TEST_POSTGRES'], natsUrl: nats.url, allowLoopback: true, folder };
    process.env['NODE_OPTIONS'] = [process.env['NODE_OPTIONS'], snapshotFlags(folder)].filter(Boolean).join(' ');
    const stack = new Stack(options, settings, await RunRecord.begin(folder, port));
    const keepIn = (file: string) => (text: string) => appendFileSync(join(folder, file), text);
    const bus = await BusCapture.start(nats.url, keepIn('bus.txt'));
    const rest = new Rest({ url: `http://127.0.0.1:${port}`, token: stack.surroundings.apiToken, keep: keepIn('rest.txt') });
    const stage = new Stage(stack, rest, bus, nats, { folder, started: stack.start(), kept: kept !== undefined });
    await stage.parts.started;
    return stage;
  }

  /** Dynamics 365 Sales. */
  get sales(): SimulatedSystem {
    return this.system('dataverse');
  }

  get businessCentral(): SimulatedSystem {
    return this.system('business-central');
  }

  get natsUrl(): string {
    return this.nats.url;
  }

  /** Logs of every process, and what was heard on the bus and over REST. */
  get folder(): string {
    return this.parts.folder;
  }

  /** The database with the schemas of all services, with the rights of the server's superuser. */
  get databaseUrl(): string {
    const url = new URL(process.env['TANDEM_TEST_POSTGRES'] ?? '');
    url.pathname = '/tandem_demo';
    return url.href;
  }

  /** Whatever must never be seen outside: the accounts of the simulators, those of the stories, the operator's own. */
  get secrets(): readonly string[] {
    const { apiToken, masterKeyFile } = this.stack.surroundings;
    const { integration, administrator, businessCentral } = onPremises;
    const passwords = [integration, administrator].flatMap(({ username, password }) => [password, `${username}:${password}`]);
    const keys = [businessCentral.accessKey, `${businessCentral.username}:${businessCentral.accessKey}`];
    const entered = [...enteredSecrets, ...passwords, ...keys];
    return [...accountSecrets, ...entered, apiToken, readFileSync(masterKeyFile, 'utf8').trim()];
  }

  /** Looks into the memory of a service. */
  async memoryOf<T>(service: string, look: (snapshot: HeapSnapshot) => Promise<T>): Promise<T> {
    const snapshot = await HeapSnapshot.of(this.stack.process(service).pid, this.folder);
    try {
      return await look(snapshot);
    } finally {
      snapshot.remove();
    }
  }

  /** Ends every service in an orderly way and starts it again. */
  async restartServices(): Promise<void> {
    await this.stack.stopServices();
    await this.stack.startServices();
  }

  /** Ends everything. */
  async strike(): Promise<void> {
    await this.bus.stop();
    await this.stack.stop(this.parts.started);
    await this.nats.stop();
    if (!this.parts.kept) rmSync(this.parts.folder, { recursive: true, force: true });
  }

  private system(name: string): SimulatedSystem {
    return new SimulatedSystem(this.stack.simulators.find(({ system }) => system === name)?.url ?? '');
  }
}
