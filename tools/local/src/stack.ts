/** The whole platform as children of this process: started in order, watched, ended together. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Child } from './child';
import { LocalOptions, LocalSettings } from './options';
import { RunRecord } from './run-record';
import { administratorToken, masterKeyFile } from './secrets';
import { natsServer, postgresServer, prepareDatabase, Server, ServiceDatabase } from './servers';
import { LocalService, services, Surroundings } from './services';
import { Simulator, startSimulators } from './simulators';

export interface WorkerOptions {
  /** Variables beside those of every worker. */
  readonly variables?: Readonly<Record<string, string>>;
  /** True where the worker is meant to end by itself, which breaks nothing. */
  readonly mayEnd?: boolean;
}

export class Stack {
  /** Why the stack can't go on: resolves when a process has ended that should not have. */
  readonly broken: Promise<string>;
  simulators: readonly Simulator[] = [];
  readonly surroundings: Surroundings;
  private readonly children = new Map<string, Child>();
  private readonly servers: Server[] = [];
  private readonly expendable = new Set<string>();
  private databases = new Map<string, ServiceDatabase>();
  private tellBroken: (why: string) => void = () => undefined;
  private stopping = false;

  constructor(
    readonly options: LocalOptions,
    readonly settings: LocalSettings,
    private readonly record: RunRecord,
  ) {
    this.broken = new Promise((resolve) => (this.tellBroken = resolve));
    const { folder, port, apiToken, allowLoopback } = settings;
    this.surroundings = { port, allowLoopback, apiToken: apiToken ?? administratorToken(folder), masterKeyFile: masterKeyFile(folder) };
  }

  /** Starts servers and simulators side by side, then the services; done when all of them are ready. */
  async start(): Promise<void> {
    const { settings, options, record } = this;
    await refuseTakenPort(settings.port);
    const [postgres] = await allOrFirstProblem([
      postgresServer(settings, record).then((server) => this.keep(server)),
      natsServer(settings, record, options.demo).then((server) => this.keep(server)),
      this.startSimulators(),
    ]);
    this.databases = await prepareDatabase(
      postgres.url,
      installed().flatMap(({ schema }) => schema ?? []),
      options.demo,
    );
    await this.startServices();
  }

  /** Starts every service and waits until each is ready. */
  async startServices(): Promise<void> {
    const started = installed().flatMap((service) => this.copiesOf(service).map((name) => this.startService(service, name)));
    await Promise.all(started.map((child) => child.ready));
  }

  /** Ends every service in an orderly way; servers and simulators stay. */
  async stopServices(): Promise<void> {
    const running = [...this.children.values()].filter(({ name }) => !name.startsWith('simulator'));
    for (const { name } of running) this.children.delete(name);
    await endInOrder(running);
  }

  /** The workers that run at this moment. */
  get workers(): Child[] {
    return [...this.children.values()].filter(({ name }) => name.startsWith('sync-worker'));
  }

  /** A process by its name, `gateway`. */
  process(name: string): Child {
    const child = this.children.get(name);
    if (!child) throw new Error(`There is no process ${name}.`);
    return child;
  }

  /** Kills a worker without warning and starts another in its place. */
  async replaceWorker(worker: Child, options?: WorkerOptions): Promise<void> {
    await this.killWorker(worker);
    if (!this.stopping) await this.addWorker(worker.name, options);
  }

  /** Starts a worker beside the others; done when it is ready. */
  async addWorker(name: string, { variables, mayEnd = false }: WorkerOptions = {}): Promise<Child> {
    const service = services.find((known) => known.name === 'sync-worker');
    if (!service) throw new Error('This version has no sync-worker.');
    if (mayEnd) this.expendable.add(name);
    else this.expendable.delete(name);
    const worker = this.startService(service, name, variables);
    await worker.ready;
    return worker;
  }

  /** Kills a worker without warning. */
  async killWorker(worker: Child): Promise<void> {
    this.children.delete(worker.name);
    await worker.kill();
  }

  /** Ends everything, servers last; what is just being started as well. */
  async stop(starting: Promise<unknown>): Promise<void> {
    this.stopping = true;
    await endInOrder([...this.children.values()]);
    await starting.catch(() => undefined);
    await endInOrder([...this.children.values()]);
    await Promise.all(this.servers.map((server) => server.stop()));
    this.record.end();
  }

  private keep(server: Server): Server {
    this.servers.push(server);
    void server.ended.then(() => this.report(server.name, ''));
    return server;
  }

  private async startSimulators(): Promise<void> {
    if (!this.options.demo) return;
    const adopt = (child: Child): Child => this.watch(child);
    this.simulators = await startSimulators({ settings: this.settings, generate: this.options.generate, logs: this.logs, adopt });
  }

  private copiesOf({ name, scaled }: LocalService): string[] {
    return scaled ? Array.from({ length: this.options.workers }, (_, index) => `${name}-${index + 1}`) : [name];
  }

  private startService(service: LocalService, name: string, further: Readonly<Record<string, string>> = {}): Child {
    if (this.stopping) throw new Error('The stack is stopping.');
    const script = join('dist', 'apps', service.name, 'main.js');
    const nats = this.servers.find((server) => server.name === 'nats');
    const database = service.schema ? this.databases.get(service.schema) : undefined;
    const environment = { PORT: '0', NATS_URL: nats?.url ?? '', ...database, ...this.variablesOf(service), ...further };
    return this.watch(new Child({ name, script, environment, logs: this.logs, nodeFlags: service.heap }));
  }

  private variablesOf({ name, variables }: LocalService): Readonly<Record<string, string>> {
    return { ...variables?.(this.surroundings), ...this.settings.variables?.[name] };
  }

  /** Nothing is restarted silently: a process that ends by itself breaks the stack. */
  private watch(child: Child): Child {
    this.children.set(child.name, child);
    this.record.add(child.name, child.pid);
    void child.ended().then(() => {
      this.record.remove(child.pid);
      if (this.children.get(child.name) === child && !this.expendable.has(child.name)) this.report(child.name, child.lastWords());
    });
    return child;
  }

  private report(name: string, words: string): void {
    if (!this.stopping) this.tellBroken(`${name} has ended unexpectedly.\n${words}`);
  }

  /** Where every process writes its log. */
  get logs(): string {
    return join(this.settings.folder, 'logs');
  }
}

/** The services that this version has. */
const installed = (): LocalService[] => services.filter(({ name }) => existsSync(join('dist', 'apps', name, 'main.js')));

function refuseTakenPort(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () => reject(new Error(`Port ${port} is taken. Set TANDEM_PORT to a free one.`)));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}

/** Those who ask end first, so that they can still finish what they have in hand; those who answer end after them. */
async function endInOrder(children: readonly Child[]): Promise<void> {
  const asks = ({ name }: Child): boolean => /^(gateway|sync-worker)/.test(name);
  await Promise.all(children.filter(asks).map((child) => child.stop()));
  await Promise.all(children.filter((child) => !asks(child)).map((child) => child.stop()));
}

/** Waits for all, whatever becomes of them, so that none is left behind half started; then fails with the first problem. */
async function allOrFirstProblem<T extends readonly unknown[]>(parts: { readonly [K in keyof T]: Promise<T[K]> }): Promise<T> {
  await Promise.allSettled(parts);
  return (await Promise.all(parts)) as unknown as T;
}
