/** One scenario under way: a stack at its beginning, a connection, the seed, and what was found not to hold. */
import { randomUUID } from 'node:crypto';
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import { demoConnection } from '../../local/src/demo-connection';
import { Gateway } from '../../local/src/gateway';
import { SeededRandom } from '../../simulator/src/service/seeded-random';
import { wrongSums } from './accounting';
import { ConnectionByRest } from './connection-by-rest';
import { Invariants, judge, Verdict } from './oracle/judge';
import { Lookout } from './oracle/observe';
import { Proxy } from './proxy/proxy';
import { SimulatorControl } from './simulator-control';
import { settleMs, Stage } from './stage';

const reviewsThatEnded = ['finished', 'failed', 'cancelled'];

/** Nothing happens for so long: longer than the longest pause before a record is looked at again. */
const restMs = 6_500;

/** Longest time that a full synchronisation may take under faults, in milliseconds. */
const longestRunMs = 300_000;

/** Every mapping that has a change feed on either side, parents first. */
const mappings = ['CURRENCY', 'SALESPEOPLE', 'CUSTOMER', 'VENDOR', 'CONTACT'];

export interface ExperimentParts {
  readonly stage: Stage;
  readonly seed: number;
  /** Tells people how far it has come. */
  readonly say: (words: string) => void;
}

export class Experiment {
  readonly problems: string[] = [];
  readonly random: SeededRandom;
  readonly sales: SimulatorControl;
  readonly businessCentral: SimulatorControl;
  readonly gateway: Gateway;
  private readonly proxies: Proxy[] = [];
  private connected: ConnectionByRest | undefined;

  constructor(private readonly parts: ExperimentParts) {
    const urlOf = (system: string) => parts.stage.stack.simulators.find((simulator) => simulator.system === system)?.url ?? '';
    this.random = new SeededRandom(parts.seed);
    this.sales = new SimulatorControl(urlOf('dataverse'));
    this.businessCentral = new SimulatorControl(urlOf('business-central'));
    this.gateway = parts.stage.gateway;
  }

  get stage(): Stage {
    return this.parts.stage;
  }

  /** The connection, once there is one. */
  get connection(): ConnectionByRest {
    if (!this.connected) throw new Error('The experiment has not connected the two systems yet.');
    return this.connected;
  }

  /** Both systems as after a start, with the samples and made-up rows: `customers` there, `accounts` that only Sales has. */
  async prepare(generate: Readonly<Record<string, number>> = {}): Promise<void> {
    const { accounts = 0, matches = 0, ...there } = generate;
    const seed = this.parts.seed % 1_000_000;
    await this.businessCentral.reset({ ...there, seed });
    await this.sales.reset({ accounts, matches, seed });
  }

  /** Connects the two systems, each through its proxy where one is given; an earlier connection of the experiment is disabled. */
  async connect(proxies: { readonly sales?: Proxy; readonly businessCentral?: Proxy } = {}): Promise<void> {
    const direct = (await demoConnection(this.stage.stack.simulators)) as Record<'sales' | 'businessCentral', object>;
    const through = (side: 'sales' | 'businessCentral'): object => ({ ...direct[side], ...(proxies[side] && { url: proxies[side].url }) });
    const body = { ...direct, name: `Faults ${randomUUID()}`, sales: through('sales'), businessCentral: through('businessCentral') };
    await this.disconnect();
    this.connected = new ConnectionByRest(this.gateway, await this.gateway.connect(body));
  }

  /** The connection is there no more: somebody has deleted it. */
  forget(): void {
    this.connected = undefined;
  }

  /** A proxy before one of the systems; it ends with the experiment. */
  async proxyBefore(side: 'sales' | 'businessCentral'): Promise<Proxy> {
    const proxy = await Proxy.before({ url: this[side].url, random: () => this.random.next() });
    this.proxies.push(proxy);
    await this[side].acceptAddress(proxy.url);
    return proxy;
  }

  /** Starts a full synchronisation of everything. */
  startFullSync(): Promise<ReviewView> {
    return this.gateway.startFullSync(this.connection.id);
  }

  /** Waits until a full synchronisation has ended, however often the platform is silent meanwhile; it must have finished, and every record of it must be accounted for. */
  async untilFinished(review: ReviewView): Promise<ReviewView> {
    const view = await eventually(
      async () => {
        const now = await this.connection.send<ReviewView>('GET', `full-syncs/${review.id}`);
        return reviewsThatEnded.includes(now.state) && now;
      },
      { withinMs: longestRunMs, everyMs: 250 },
    );
    this.expect(view.state === 'finished', `the full synchronisation ended as ${view.state}`);
    this.problems.push(...wrongSums(view));
    return view;
  }

  /** A full synchronisation from start to end. */
  async fullSync(): Promise<ReviewView> {
    return this.untilFinished(await this.startFullSync());
  }

  /** Carries over what has changed in some mappings, all of them by default, and waits for the jobs. */
  synchronizeChanges(some: readonly string[] = mappings): Promise<void> {
    return this.gateway.synchronizeChanges(this.connection.id, some);
  }

  /** Waits until no job runs and neither system has seen a write for a while. */
  async untilRest(): Promise<void> {
    let last = '';
    let since = Date.now();
    await eventually(
      async () => {
        const now = `${await this.businessCentral.writes()} ${await this.sales.writes()} ${await this.connection.openJobs()}`;
        if (now !== last) [last, since] = [now, Date.now()];
        return Date.now() - since >= restMs && now.endsWith(' 0');
      },
      { withinMs: settleMs * 2, everyMs: 250 },
    );
  }

  /** Waits for rest and has the oracle judge; what does not hold counts against the scenario. */
  async settle(): Promise<Invariants> {
    await this.untilRest();
    const verdict = await this.judged();
    this.problems.push(...verdict.problems);
    return verdict.invariants;
  }

  /** Notes that something did not hold. */
  expect(holds: boolean, sentence: string): void {
    if (!holds) this.problems.push(sentence);
  }

  say(words: string): void {
    this.parts.say(words);
  }

  /** Nothing of this scenario reaches into the next one. */
  async end(): Promise<void> {
    await this.disconnect();
    await Promise.all(this.proxies.map((proxy) => proxy.stop()));
  }

  private async disconnect(): Promise<void> {
    await this.connected?.send('POST', 'disable', {});
    this.connected = undefined;
  }

  private judged(): Promise<Verdict> {
    const { apiToken } = this.stage.stack.surroundings;
    const lookout: Lookout = {
      connectionId: this.connection.id,
      gatewayUrl: this.gateway.url,
      token: apiToken,
      salesUrl: this.sales.url,
      businessCentralUrl: this.businessCentral.url,
    };
    return judge(lookout);
  }
}
