/** The whole service against real PostgreSQL and NATS, with a hand that plays the worker. */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { JobView, readJob, synchronize } from '@tandem/contracts/jobs';
import * as contract from '@tandem/contracts/sync';
import { Bus } from '@tandem/platform/messaging/bus';
import { DatabaseForTest, databaseForTest } from '@tandem/platform/testing/database-for-test';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { Client } from 'pg';
import { syncSchema } from './adapters/sync-schema';
import { Neighbours } from './neighbours.fixture';
import { SyncOrchestrationModule } from './sync-orchestration.module';

/** Short enough for tests, long enough for a slow machine. */
const times = { LEASE_MS: '30000', FIRST_RETRY_MS: '1', SWEEP_MS: '50', SLOW_SWEEP_MS: '200', FORGOTTEN_PAGE_MS: '200' };

type Report = Partial<Omit<contract.ReportPage, 'pageId' | 'token'>>;

/** A running service and its surroundings. */
export class Orchestration {
  private constructor(
    readonly nats: LocalNats,
    readonly database: DatabaseForTest,
    readonly services: readonly ServiceForTest[],
    readonly neighbours: Neighbours,
    readonly admin: Client,
  ) {}

  /** @param instances how many instances of sync-orchestration share the database */
  static async start({
    instances = 1,
    variables = {},
  }: { instances?: number; variables?: Record<string, string> } = {}): Promise<Orchestration> {
    const [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(syncSchema)]);
    const common = { NATS_URL: nats.url, ...times, ...database.variables, ...variables };
    const neighbours = await Neighbours.at(nats.url);
    const services: ServiceForTest[] = [];
    for (let index = 0; index < instances; index++)
      services.push(await serviceForTest(SyncOrchestrationModule, { name: 'sync-orchestration', variables: common }));
    const admin = new Client({ connectionString: database.adminUrl });
    await admin.connect();
    await admin.query('set search_path = sync');
    return new Orchestration(nats, database, services, neighbours, admin);
  }

  get bus(): Bus {
    return this.services[0]!.bus;
  }

  async stop(): Promise<void> {
    await this.admin.end();
    for (const service of this.services) await service.stop();
    await this.neighbours.leave();
    await Promise.all([this.nats.stop(), this.database.drop()]);
  }

  /** Looks behind the walls. */
  async rows<Row>(sql: string, parameters: unknown[] = []): Promise<Row[]> {
    return (await this.admin.query(sql, parameters)).rows as Row[];
  }

  /** Leaves nothing to take for the next test: what was started on the connections so far is handed out no more. */
  async retire(): Promise<void> {
    await this.admin.query('update connections set enabled = false, rehearsing = false');
  }

  /** The lease of a page has run out, as after its holder was killed. */
  async leaseEnds(page: contract.PageLease): Promise<void> {
    await this.admin.query(`update pages set lease_ends_at = now() - interval '1 second' where id = $1`, [page.pageId]);
  }

  /** Takes the next page that carries records; watched tables on the way have no news. */
  async take(workerId = 'worker-1'): Promise<contract.PageLease | undefined> {
    for (let page = await this.takeAny(workerId); ; page = await this.takeAny(workerId)) {
      if (!page || page.start.kind === 'ids' || !page.start.watches) return page;
      await this.doWhole(page);
    }
  }

  async takeAny(workerId = 'worker-1'): Promise<contract.PageLease | undefined> {
    return (await this.bus.ask(contract.takePage, { workerId })).page;
  }

  /** Takes a page that must be there. */
  async taken(workerId = 'worker-1'): Promise<contract.PageLease> {
    const page = await this.take(workerId);
    if (!page) throw new Error('There was no page to take.');
    return page;
  }

  async handOn({ pageId, token }: contract.PageLease, read: Partial<contract.HandOnPage> = {}): Promise<string> {
    return (await this.bus.ask(contract.handOnPage, { pageId, token, end: 'end', deletedIds: [], rows: 0, ...read })).answer;
  }

  async report({ pageId, token }: contract.PageLease, report: Report = {}): Promise<string> {
    const nothing = { counters: {}, issues: [], due: [], settledIds: [], requests: { sales: 0, businessCentral: 0 } };
    return (await this.bus.ask(contract.reportPage, { pageId, token, ...nothing, ...report })).answer;
  }

  async fail({ pageId, token }: contract.PageLease, failure: contract.FailPage['failure'], recordIds?: string[]): Promise<string> {
    return (await this.bus.ask(contract.failPage, { pageId, token, failure, recordIds })).answer;
  }

  /** Reads a whole source in one page and reports it. */
  async doWhole(page: contract.PageLease, report: Report = {}, watermark = 'mark'): Promise<void> {
    if (!page.handedOn) await this.handOn(page, { watermark });
    await this.report(page, report);
  }

  async startOne(
    connectionId: string,
    mapping: string,
    options: { direction?: 'toSales' | 'fromSales'; full?: boolean; ids?: string[] } = {},
  ): Promise<JobView> {
    const { jobs } = await this.bus.ask(synchronize, { connectionId, mapping, ...options });
    return jobs[0]!;
  }

  job({ connectionId, id }: Pick<JobView, 'connectionId' | 'id'>): Promise<JobView> {
    return this.bus.ask(readJob, { connectionId, jobId: id });
  }
}

export const newConnection = (): string => randomUUID();
