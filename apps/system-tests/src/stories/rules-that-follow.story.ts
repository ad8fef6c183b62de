/** Special rules that follow a chunk: rows that are derived from its records, and records of other mappings that are due. A test mapping has one of each. */
import { randomUUID } from 'node:crypto';
import { customer } from '@tandem/domain/catalogue/customer';
import { AfterRule, DeriveRule } from '@tandem/domain/mapping/special-rule';
import { sales } from '@tandem/domain/tables/sales';
import { followChunk } from '../../../sync-worker/src/use-cases/recipe/follow-chunk';
import { synchroniseChunk } from '../../../sync-worker/src/use-cases/recipe/synchronise-chunk';
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';
import { PageOfTest, WorkerInHand } from '../stage/worker-in-hand';

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

describe('rules that follow a chunk', () => {
  let scene: Scene;
  let worker: WorkerInHand;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    worker = await WorkerInHand.of(scene);
  });

  afterAll(async () => {
    await worker.leave();
    await scene.close();
  });

  /** Carries one customer over, as a worker does with a chunk; answers what it would report. */
  async function carry(number: string, circumstances: PageOfTest = {}) {
    const run = await worker.open(mapping, circumstances);
    const { businessCentralId } = await scene.coupled('CUSTOMER', number);
    await synchroniseChunk(
      run,
      await run.stores.businessCentral.readByIds(mapping.businessCentral, [businessCentralId], run.plan.sourceColumns),
    );
    await followChunk(run);
    return worker.reportOf(run);
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
