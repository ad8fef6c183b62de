/** Special rules that follow a chunk: rows that are derived from its records, and records of other mappings that are due. A test mapping has one of each. */
import { randomUUID } from 'node:crypto';
import { PageLease } from '@tandem/contracts/sync';
import { customer } from '@tandem/domain/catalogue/customer';
import { SystemClock } from '@tandem/domain/clock';
import { AfterRule, DeriveRule } from '@tandem/domain/mapping/special-rule';
import { planRun } from '@tandem/domain/sync/run-plan';
import { sales } from '@tandem/domain/tables/sales';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { BusCouplings } from '../../../sync-worker/src/adapters/bus-couplings';
import { Lease } from '../../../sync-worker/src/domain/lease';
import { Systems } from '../../../sync-worker/src/use-cases/ports/systems';
import { followChunk } from '../../../sync-worker/src/use-cases/recipe/follow-chunk';
import { synchroniseChunk } from '../../../sync-worker/src/use-cases/recipe/synchronise-chunk';
import { Run } from '../../../sync-worker/src/use-cases/run';
import { Tally } from '../../../sync-worker/src/use-cases/tally';
import { SyncWorkerModule } from '../../../sync-worker/src/sync-worker.module';
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

const frontDesk: DeriveRule = {
  kind: 'derive',
  name: 'every customer has a front desk among the contacts',
  direction: 'toSales',
  table: sales.contacts,
  rows: ({ number, displayName }, targetId) => [
    { key: `${number} front desk`, values: { firstname: 'Front desk of', lastname: displayName ?? null, pager: targetId } },
  ],
};

const currencyIsDue: AfterRule = {
  kind: 'after',
  name: 'the currency of a customer is looked at again',
  direction: 'toSales',
  due: ({ currencyCode }) => (currencyCode ? [{ mapping: 'CURRENCY', by: 'businessKey', value: String(currencyCode) }] : []),
};

const mapping = { ...customer, rules: [...customer.rules, frontDesk, currencyIsDue] };

/** A page of the test mapping in a worker's hand. */
const pageOf = (connectionId: string, { token = 1, overlay }: { token?: number; overlay?: string }): PageLease => ({
  ...{ pageId: randomUUID(), jobId: randomUUID(), connectionId, token, overlay, leaseMs: 60_000 },
  leaseEndsAt: new Date(Date.now() + 60_000).toISOString(),
  ...{ mapping: 'CUSTOMER', direction: 'toSales', reason: 'changes', sequence: 0, start: { kind: 'changes', token: null }, handedOn: true },
  ...{ createUncoupled: true, settings: {}, mappingVersion: 0, slots: { sales: 2, businessCentral: 2 } },
});

describe('rules that follow a chunk', () => {
  let scene: Scene;
  let worker: ServiceForTest;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    worker = await serviceForTest(SyncWorkerModule, {
      name: 'sync-worker',
      variables: { NATS_URL: stage().natsUrl, TANDEM_ALLOW_LOOPBACK: 'true' },
    });
  });

  afterAll(async () => {
    await worker.stop();
    await scene.close();
  });

  /** A run of the test mapping, whose records are in hand. */
  async function open(circumstances: Parameters<typeof pageOf>[1]): Promise<Run> {
    const page = pageOf(scene.connectionId, circumstances);
    const { stores, surroundings, variant } = await worker.app.get(Systems).forPage(page);
    const couplings = new BusCouplings(worker.bus, page);
    const plan = planRun({ mapping, direction: 'toSales', variant, surroundings });
    const context = { direction: page.direction, surroundings, rows: {}, memory: new Map([['targetTable', 'accounts']]) };
    const lease = new Lease(new Date(page.leaseEndsAt), new SystemClock());
    return {
      page,
      plan,
      couplings,
      stores,
      lease,
      context,
      tally: new Tally(),
      arrived: [],
      note: await couplings.note(),
      newId: randomUUID,
    };
  }

  /** Carries one customer over, as a worker does with a chunk; answers what it would report. */
  async function carry(number: string, circumstances: Parameters<typeof pageOf>[1] = {}) {
    const run = await open(circumstances);
    const { businessCentralId } = await scene.coupled('CUSTOMER', number);
    await synchroniseChunk(
      run,
      await run.stores.businessCentral.readByIds(mapping.businessCentral, [businessCentralId], run.plan.sourceColumns),
    );
    await followChunk(run);
    return run.tally.report({ sales: 0, businessCentral: 0 }, { again: true, settles: false });
  }

  const rename = async (number: string, displayName: string): Promise<void> => {
    const { businessCentralId } = await scene.coupled('CUSTOMER', number);
    await scene.businessCentral.edit({ table: 'customers', key: businessCentralId, values: { displayName } });
  };

  const frontDesks = async (number: string) => scene.sales.where('contact', 'pager', (await scene.coupled('CUSTOMER', number)).salesId);

  const ourWrites = async (since: number) =>
    (await scene.sales.history(since)).filter(({ writer }) => writer !== 'a user').map(({ operation, table }) => `${operation} ${table}`);

  it('a derived row is created beside its record, even where the record itself has not changed', async () => {
    await carry('10000');
    expect(await frontDesks('10000')).toEqual([expect.objectContaining({ firstname: 'Front desk of' })]);
  });

  it('it is left alone while nothing changes', async () => {
    const since = await scene.sales.now();
    await carry('10000');
    expect(await ourWrites(since)).toEqual([]);
  });

  it('it follows its record, and stays the same row', async () => {
    const [before] = await frontDesks('10000');
    await rename('10000', 'Adatum & Sons');
    await carry('10000');
    expect(await frontDesks('10000')).toEqual([expect.objectContaining({ contactid: before?.['contactid'], lastname: 'Adatum & Sons' })]);
  });

  it('it is there again, under the same id, when somebody has deleted it', async () => {
    const [before] = await frontDesks('10000');
    await scene.sales.edit({ table: 'contact', key: String(before?.['contactid']), remove: true });
    await carry('10000');
    expect((await frontDesks('10000')).map(({ contactid }) => contactid)).toEqual([before?.['contactid']]);
  });

  it('a dry run counts what the real run then does, and adds no row', async () => {
    await rename('30000', 'Fine Art & Frames');
    const dry = await carry('30000', { overlay: randomUUID() });
    expect(await frontDesks('30000')).toEqual([]);
    expect((await carry('30000')).counters).toEqual(dry.counters);
    expect(await frontDesks('30000')).toHaveLength(1);
  });

  it('two workers at once make one row', async () => {
    await Promise.all([carry('20000'), carry('20000')]);
    expect(await frontDesks('20000')).toHaveLength(1);
  });

  describe('a record of another mapping', () => {
    const abroad = async () => {
      const coupled = new Set((await scene.couplings('CUSTOMER')).map(({ businessCentralId }) => businessCentralId));
      const rows = (await scene.businessCentral.rows('customers')).filter(
        ({ id, currencyCode }) => currencyCode && coupled.has(String(id)),
      );
      return rows[0] ?? {};
    };

    it('is due once the chunk that names it is written, and only then', async () => {
      const { number, currencyCode } = await abroad();
      expect((await carry(String(number))).due).toEqual([]);
      await rename(String(number), 'A name from abroad');
      const { businessCentralId } = await scene.coupled('CURRENCY', String(currencyCode));
      const due = { recordId: businessCentralId, mapping: 'CURRENCY', direction: 'toSales', reason: 'watched' };
      expect((await carry(String(number))).due).toEqual([due]);
    });

    it('is due as well where an earlier worker has written, but was stopped before it could tell', async () => {
      const { number } = await abroad();
      const second = await carry(String(number), { token: 2 });
      expect(second.counters).toMatchObject({ unchanged: 1 });
      expect(second.due).toHaveLength(1);
    });
  });
});
