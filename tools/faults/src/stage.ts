/** The stack that scenarios are played on: started once, brought back to its beginning between two scenarios. */
import { join } from 'node:path';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { Gateway } from '../../local/src/gateway';
import { LocalSettings } from '../../local/src/options';
import { RunRecord } from '../../local/src/run-record';
import { Stack } from '../../local/src/stack';

/** Times of the platform, shorter than in life: a lease of 60 seconds, requests of 30, sweeps after 5 and 15. */
const compressed = {
  'sync-orchestration': { LEASE_MS: '6000', FORGOTTEN_PAGE_MS: '1000', SLOW_SWEEP_MS: '3000' },
  'sync-worker': { REQUEST_TIMEOUT_MS: '3000' },
};

/** How long a page stays with a worker that says nothing, in milliseconds. */
export const leaseMs = 6_000;

/** Longest time after the end of a scenario's faults until everything has settled, in milliseconds; 30 seconds in the matrix, on a machine of its own. */
export const settleMs = 60_000;

const usualWorkers = 2;

/** Variables of services by their names. */
type Variables = Record<string, Readonly<Record<string, string>>>;

export class Stage {
  private hasOwnTimes = false;

  private constructor(
    readonly stack: Stack,
    readonly nats: LocalNats,
    private readonly parts: { readonly record: RunRecord; readonly variables: Variables; readonly starting: Promise<void> },
  ) {}

  /** Starts servers, simulators and services; done when all are ready. */
  static async open(settings: LocalSettings): Promise<Stage> {
    const record = await RunRecord.begin(settings.folder, settings.port);
    const nats = await LocalNats.start({ folder: join(settings.folder, 'jetstream-faults'), ownGroup: true });
    nats.loseStore();
    await nats.restart();
    record.add('nats', nats.pid);
    const options = { once: true, json: false, workers: usualWorkers, generate: {}, secondRun: false, demo: true };
    const variables: Variables = { ...compressed };
    const stack = new Stack(options, { ...settings, natsUrl: nats.url, variables }, record);
    const starting = stack.start();
    const stage = new Stage(stack, nats, { record, variables, starting });
    await starting.catch(async (reason: unknown) => {
      await stage.close();
      throw reason;
    });
    return stage;
  }

  get gateway(): Gateway {
    const { port, apiToken } = this.stack.surroundings;
    return new Gateway(`http://127.0.0.1:${port}`, apiToken);
  }

  /** Restarts all services with other times or limits than the usual ones, for the scenario under way. */
  async restartWith(variables: Variables): Promise<void> {
    Object.assign(this.parts.variables, compressed, variables);
    this.hasOwnTimes = true;
    await this.restart();
  }

  /** The usual times, where a scenario had its own, and so many sound workers. */
  async prepare(workers = usualWorkers): Promise<void> {
    if (this.hasOwnTimes) {
      Object.assign(this.parts.variables, compressed);
      this.hasOwnTimes = false;
      await this.restart();
    }
    await this.setWorkers(workers);
  }

  /** Exactly so many workers, none of them with a failpoint or halted: those that run are replaced. */
  private async setWorkers(count: number): Promise<void> {
    const { stack } = this;
    await Promise.all(stack.workers.map((worker) => stack.killWorker(worker)));
    const names = Array.from({ length: count }, (_, index) => `sync-worker-${index + 1}`);
    await Promise.all(names.map((name) => stack.addWorker(name)));
  }

  private async restart(): Promise<void> {
    await this.stack.stopServices();
    await this.stack.startServices();
  }

  /** Kills the messenger, deletes everything it has stored and starts it again, empty. */
  async loseMessages(): Promise<void> {
    await this.nats.kill();
    this.nats.loseStore();
    await this.nats.restart();
    this.parts.record.add('nats', this.nats.pid);
  }

  /** Ends everything. */
  async close(): Promise<void> {
    await this.stack.stop(this.parts.starting);
    await this.nats.stop();
  }
}
