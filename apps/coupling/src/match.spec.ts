import { randomUUID } from 'node:crypto';
import { MatchKeys } from '@tandem/contracts/match-runs';
import { Side } from '@tandem/domain/value';
import { PostgresTransactions } from '@tandem/platform/persistence/postgres-transactions';
import { databaseForTest, DatabaseForTest } from '@tandem/platform/testing/database-for-test';
import { DataSource } from 'typeorm';
import { couplingSchema } from './adapters/coupling-schema';
import { PostgresCouplings } from './adapters/postgres-couplings';
import { PostgresMatchRuns } from './adapters/postgres-match-runs';
import { coupleByHand } from './domain/by-hand';
import { Coupling } from './domain/coupling';
import { CouplingEvents } from './domain/coupling-events';
import { tablesOf } from './domain/mapped-tables';
import { MatchRecords } from './use-cases/match-records';
import { ReviewMatchRun } from './use-cases/review-match-run';

class HeardEvents extends CouplingEvents {
  readonly heard: Coupling[] = [];
  coupled(_connectionId: string, couplings: readonly Coupling[]): Promise<void> {
    this.heard.push(...couplings);
    return Promise.resolve();
  }
}

const tables = tablesOf('CUSTOMER');
const row = (id: string, ...keys: (string | null)[]): MatchKeys => ({ id, keys, label: `record ${id}`, businessKey: id.toUpperCase() });

describe('matching the records of a mapping', () => {
  let database: DatabaseForTest;
  let source: DataSource;
  let couplings: PostgresCouplings;
  let matching: MatchRecords;
  let reviewing: ReviewMatchRun;
  let events: HeardEvents;
  let connectionId: string;

  beforeAll(async () => {
    database = await databaseForTest(couplingSchema);
    const extra = { options: `-c search_path=${couplingSchema.schema}` };
    source = await new DataSource({ type: 'postgres', url: database.variables.DATABASE_URL, extra }).initialize();
  });
  afterAll(async () => {
    await source.destroy();
    await database.drop();
  });
  beforeEach(() => {
    const transactions = new PostgresTransactions(source);
    couplings = new PostgresCouplings(transactions);
    events = new HeardEvents();
    matching = new MatchRecords(couplings, new PostgresMatchRuns(transactions), events);
    reviewing = new ReviewMatchRun(couplings, new PostgresMatchRuns(transactions), events);
    connectionId = randomUUID();
  });

  interface Scene {
    readonly businessCentral: MatchKeys[];
    readonly sales: MatchKeys[];
    readonly preview?: boolean;
    readonly overlay?: string;
    readonly runId?: string;
  }

  async function match({ preview = false, overlay, runId = randomUUID(), ...keys }: Scene) {
    const scope = { connectionId, overlay, runId };
    const priorities = Math.max(...[...keys.businessCentral, ...keys.sales].map((one) => one.keys.length));
    await matching.begin({ ...scope, mapping: 'CUSTOMER', priorities, firstDirection: 'toSales', preview });
    for (const side of ['businessCentral', 'sales'] as const) await matching.addKeys({ ...scope, side, rows: keys[side] });
    return { runId, ...(await matching.finish(scope)) };
  }

  const coupled = async (): Promise<(string | null)[][]> =>
    (await couplings.list({ connectionId, overlay: null }, { state: 'coupled', limit: 100 })).map(({ ids }) => [
      ids.businessCentral,
      ids.sales,
    ]);

  const ambiguousAmong = async (side: Side, ...ids: string[]) =>
    (await matching.ambiguousAmong({ connectionId, mapping: 'CUSTOMER', side, ids })).matches.map(({ id }) => id);

  it('couples what has the same key on both sides, without agreed values and in its first direction', async () => {
    const outcome = await match({
      businessCentral: [row('b1', 'adatum'), row('b2', 'fabrikam')],
      sales: [row('s1', 'adatum'), row('s3', 'litware')],
    });
    expect(outcome).toMatchObject({ state: 'applied', coupled: 1, ambiguous: [], unmatchedBusinessCentral: 1, unmatchedSales: 1 });
    const [coupling] = await couplings.list({ connectionId, overlay: null }, { limit: 10 });
    expect(coupling).toMatchObject({
      state: 'coupled',
      agreed: null,
      firstDirection: 'toSales',
      businessKey: 'B1',
      ids: { businessCentral: 'b1', sales: 's1' },
    });
    expect(events.heard).toHaveLength(1);
  });

  it('tries each key for what no earlier key has paired', async () => {
    await match({
      businessCentral: [row('b1', '10000', 'adatum'), row('b2', null, 'fabrikam')],
      sales: [row('s1', '10000', 'other name'), row('s2', '777', 'fabrikam')],
    });
    expect(await coupled()).toEqual([
      ['b1', 's1'],
      ['b2', 's2'],
    ]);
  });

  it('an earlier key takes a record away from a later one', async () => {
    const outcome = await match({
      businessCentral: [row('b1', '1', 'adatum'), row('b2', '2', 'adatum')],
      sales: [row('s2', '2', 'adatum')],
    });
    expect(await coupled()).toEqual([['b2', 's2']]);
    expect(outcome).toMatchObject({ ambiguous: [], unmatchedBusinessCentral: 1 });
  });

  it('several possible counterparts are listed with the candidates, and none is coupled', async () => {
    const outcome = await match({ businessCentral: [row('b1', 'adatum')], sales: [row('s1', 'adatum'), row('s2', 'adatum')] });
    expect(await coupled()).toEqual([]);
    const candidates = [
      { id: 's1', label: 'record s1' },
      { id: 's2', label: 'record s2' },
    ];
    expect(outcome.ambiguous).toContainEqual({ side: 'businessCentral', id: 'b1', label: 'record b1', candidates });
    expect(await ambiguousAmong('businessCentral', 'b1', 'b9')).toEqual(['b1']);
    expect(await ambiguousAmong('sales', 's1', 's2')).toEqual(expect.arrayContaining(['s1', 's2']));
  });

  it('records with the same key on one side only are merely unmatched', async () => {
    expect(await match({ businessCentral: [row('b1', 'twin'), row('b2', 'twin')], sales: [row('s1', 'other')] })).toMatchObject({
      ambiguous: [],
      unmatchedBusinessCentral: 2,
    });
  });

  it('a later run clears what an earlier one found ambiguous', async () => {
    await match({ businessCentral: [row('b1', 'adatum')], sales: [row('s1', 'adatum'), row('s2', 'adatum')] });
    await match({ businessCentral: [row('b1', 'adatum 2')], sales: [row('s1', 'adatum'), row('s2', 'adatum')] });
    expect(await ambiguousAmong('businessCentral', 'b1')).toEqual([]);
  });

  it('leaves out what is coupled already', async () => {
    const records = (['businessCentral', 'sales'] as const).map((side) => ({ tables, side, ids: [side === 'sales' ? 's1' : 'b1'] }));
    await couplings.change({ connectionId, overlay: null }, { records }, (draft) =>
      coupleByHand(draft, { tables, businessCentralId: 'b1', salesId: 's1', firstDirection: null }),
    );
    expect(await match({ businessCentral: [row('b1', 'x'), row('b2', 'x')], sales: [row('s1', 'x'), row('s2', 'x')] })).toMatchObject({
      coupled: 1,
      alreadyCoupled: 2,
    });
    expect(await coupled()).toContainEqual(['b2', 's2']);
  });

  it('what was left out, and more records than a page shows, stay counted for people who look later', async () => {
    const many = (side: string, count: number) =>
      Array.from({ length: count }, (_, index) => row(`${side}${index}`, `of ${side} ${index}`));
    const first = { businessCentral: [row('b', 'x')], sales: [row('s', 'x')] };
    await match(first);
    const { runId } = await match({
      businessCentral: [...first.businessCentral, ...many('b', 700)],
      sales: [...first.sales, ...many('s', 650)],
    });
    const run = await reviewing.read({ connectionId, runId });
    expect(run).toMatchObject({ coupled: 0, alreadyCoupled: 2, unmatchedBusinessCentral: 700, unmatchedSales: 650 });
    expect(run.unmatched).toHaveLength(500);
  });

  it('a run whose end was interrupted between pairing and coupling finds its own couplings again', async () => {
    const scene = { businessCentral: [row('b1', '1'), row('b2', '2')], sales: [row('s1', '1'), row('s2', '2')] };
    const { runId } = await match(scene);
    await new PostgresTransactions(source).run(connectionId, (db) =>
      db.execute(`update match_runs set state = 'collecting' where id = $1`, [runId]),
    );
    expect(await matching.finish({ connectionId, runId })).toMatchObject({ state: 'applied', coupled: 2, alreadyCoupled: 0 });
  });

  it('a repeated end couples nothing twice', async () => {
    const scene = { businessCentral: [row('b1', 'adatum')], sales: [row('s1', 'adatum')] };
    const { runId } = await match(scene);
    await matching.finish({ connectionId, runId });
    expect(await coupled()).toEqual([['b1', 's1']]);
  });

  it('a preview couples nothing before somebody approves it, pair by pair or as a whole', async () => {
    const { runId } = await match({
      businessCentral: [row('b1', '1'), row('b2', '2'), row('b3', '3')],
      sales: [row('s1', '1'), row('s2', '2'), row('s3', '3')],
      preview: true,
    });
    expect(await coupled()).toEqual([]);
    expect((await reviewing.read({ connectionId, runId })).pairs).toHaveLength(3);
    expect(await reviewing.approve({ connectionId, runId, businessCentralIds: ['b2'] })).toMatchObject({ state: 'preview', couplings: 1 });
    expect(await coupled()).toEqual([['b2', 's2']]);
    expect(await reviewing.approve({ connectionId, runId })).toMatchObject({
      state: 'applied',
      couplings: 2,
      refused: { b2: 'coupling.alreadyCoupled' },
    });
    await expect(reviewing.approve({ connectionId, runId })).rejects.toMatchObject({ code: 'matchRun.notAPreview' });
  });

  it('a revert forgets the couplings of the run', async () => {
    const { runId } = await match({ businessCentral: [row('b1', '1')], sales: [row('s1', '1')] });
    expect(await reviewing.revert({ connectionId, runId })).toEqual({ state: 'reverted', couplings: 1 });
    expect(await coupled()).toEqual([]);
  });

  it('a dry run matches in its overlay', async () => {
    const overlay = randomUUID();
    expect(await match({ businessCentral: [row('b1', '1')], sales: [row('s1', '1')], overlay })).toMatchObject({ coupled: 1 });
    expect(await coupled()).toEqual([]);
    expect(events.heard).toEqual([]);
  });

  it('a run that does not exist is refused', async () => {
    await expect(matching.finish({ connectionId, runId: randomUUID() })).rejects.toMatchObject({ code: 'matchRun.notFound' });
  });
});
