/** A worker inside the test's process, whose pages the test makes up: shows what the engine does with mappings that are not in the catalogue. */
import { randomUUID } from 'node:crypto';
import { RecordIssue } from '@tandem/contracts/findings';
import { PageLease } from '@tandem/contracts/sync';
import { Clock, FixedClock, SystemClock } from '@tandem/domain/clock';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { planRun } from '@tandem/domain/sync/run-plan';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { BusCouplings } from '../../../sync-worker/src/adapters/bus-couplings';
import { Lease } from '../../../sync-worker/src/domain/lease';
import { PageReport, Pages } from '../../../sync-worker/src/use-cases/ports/pages';
import { rowsFor } from '../../../sync-worker/src/use-cases/open-run';
import { Systems } from '../../../sync-worker/src/use-cases/ports/systems';
import { Run } from '../../../sync-worker/src/use-cases/run';
import { Tally } from '../../../sync-worker/src/use-cases/tally';
import { SyncWorkerModule } from '../../../sync-worker/src/sync-worker.module';
import { Scene } from './scene';

const leaseMs = 60_000;

/** A day on which a worker works. */
export const onDay = (day: string): Clock => new FixedClock(new Date(`${day}T09:00:00.000Z`));

/** What a page is like, where it differs from a first page of changes to Sales. */
export type PageOfTest = Partial<Pick<PageLease, 'pageId' | 'direction' | 'reason' | 'start' | 'token' | 'overlay'>>;

export class WorkerInHand {
  private constructor(
    private readonly service: ServiceForTest,
    private readonly connectionId: string,
  ) {}

  static async of({ stage, connectionId }: Scene): Promise<WorkerInHand> {
    const variables = { NATS_URL: stage.natsUrl, TANDEM_ALLOW_LOOPBACK: 'true', REQUEST_TIMEOUT_MS: '4000' };
    return new WorkerInHand(await serviceForTest(SyncWorkerModule, { name: 'sync-worker', variables }), connectionId);
  }

  /** Where the worker's pages come from, and go to. */
  get pages(): Pages {
    return this.service.app.get(Pages);
  }

  async leave(): Promise<void> {
    await this.service.stop();
  }

  /** Opens a run of a mapping, which has the name of one in the catalogue: its couplings are those. */
  async open(mapping: TableMapping, circumstances: PageOfTest = {}, clock: Clock = new SystemClock()): Promise<Run> {
    const page = this.pageOf(mapping, circumstances);
    const { direction } = page;
    const { stores, variant, ...systems } = await this.service.app.get(Systems).forPage(page);
    const surroundings = { ...systems.surroundings, workDate: clock.now().toISOString().slice(0, 10) };
    const couplings = new BusCouplings(this.service.bus, page);
    const plan = planRun({ mapping, direction, variant, surroundings });
    const context = {
      direction,
      surroundings,
      rows: await rowsFor(plan, stores),
      memory: new Map([['targetTable', mapping[plan.target].name]]),
    };
    const lease = new Lease(new Date(page.leaseEndsAt), new SystemClock());
    const note = await couplings.note();
    const tally = new Tally();
    const listNow = async (issues: readonly RecordIssue[]): Promise<void> => issues.forEach((issue) => tally.issue(issue));
    return { page, plan, couplings, stores, lease, clock, context, tally, listNow, arrived: [], note, newId: randomUUID };
  }

  /** What the worker would report of a run. */
  reportOf({ tally }: Run): PageReport {
    return tally.report({ sales: 0, businessCentral: 0 }, { again: true, settles: false });
  }

  private pageOf(mapping: TableMapping, circumstances: PageOfTest): PageLease {
    return {
      ...{ pageId: randomUUID(), jobId: randomUUID(), connectionId: this.connectionId, mapping: mapping.name },
      ...{ token: 1, leaseMs, leaseEndsAt: new Date(Date.now() + leaseMs).toISOString(), sequence: 0, handedOn: true },
      ...{ direction: 'toSales', reason: 'changes', start: { kind: 'changes', token: null } },
      ...{ createUncoupled: true, settings: {}, mappingVersion: 0, slots: { sales: 2, businessCentral: 2 } },
      ...circumstances,
    };
  }
}
