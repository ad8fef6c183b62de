/** Every record of both samples is coupled, or a person can read why it is not. */
import type { MatchRunView } from '@tandem/contracts/match-runs';
import type { ReviewView } from '@tandem/contracts/reviews';
import type { WorkerList } from '@tandem/contracts/workers';
import { catalogue } from '@tandem/domain/catalogue/index';
import { passes } from '@tandem/domain/mapping/filter';
import { Side, Values } from '@tandem/domain/value';
import { eventually } from '@tandem/platform/testing/eventually';
import { Seen } from '../../../../tools/faults/src/oracle/seen';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

const records: readonly (readonly [Side, string])[] = [
  ['businessCentral', 'currencies'],
  ['businessCentral', 'customers'],
  ['businessCentral', 'vendors'],
  ['businessCentral', 'salespeople'],
  ['businessCentral', 'contacts'],
  ['sales', 'accounts'],
  ['sales', 'contacts'],
  ['sales', 'systemusers'],
];

const mappingsOf = (side: Side, table: string) => catalogue.filter((mapping) => mapping[side].name === table);

/** A record that no mapping of its table reads, by filters that REST tells in words. */
const takesNoPart = (side: Side, table: string, values: Values): boolean =>
  mappingsOf(side, table).every(({ only }) => !passes(only[side], values));

describe('a fresh platform synchronises CRONUS', () => {
  let scene: Scene;
  let review: ReviewView;
  let seen: Seen;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    review = await scene.fullSync();
    seen = await scene.observe();
  });

  afterAll(() => scene.close());

  it('both systems say the same, nothing is there twice, no edit was lost, and no write caused another', async () => {
    const { invariants, problems } = await scene.judge();
    expect({ problems, invariants }).toEqual({
      problems: [],
      invariants: { converged: true, duplicates: 0, lostUpdates: 0, phantomDeletes: 0, echoes: 0 },
    });
  });

  /** What the match of a line could not pair, as REST lists it. */
  async function unmatched(): Promise<Set<string>> {
    const runs = review.lines.flatMap(({ match }) => match?.jobId ?? []);
    const views = await Promise.all(runs.map((run) => scene.rest.send<MatchRunView>('GET', scene.path(`/match-runs/${run}`))));
    return new Set(views.flatMap((view) => view.unmatched.map(({ id }) => id)));
  }

  it.each(records)('each record of %s %s is coupled, or listed with its reason', async (side, table) => {
    const coupled = new Set(seen.couplings.map((coupling) => coupling[`${side}Id`]));
    const listed = new Set((await scene.issues()).filter(({ message }) => message.length > 0).map(({ recordId }) => recordId));
    const alone = await unmatched();
    const rows = [...(seen.systems[side].rows.get(table) ?? [])];
    const silent = rows.filter(
      ([id, values]) => !coupled.has(id) && !listed.has(id) && !alone.has(id) && !takesNoPart(side, table, values),
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(silent).toEqual([]);
  });

  it('people whose company is neither a customer nor a vendor are left alone, and each is listed', async () => {
    const skipped = await scene.issues({ mapping: 'CONTACT', code: 'contact.noCompany' });
    expect(skipped.length).toBeGreaterThan(0);
    expect(new Set(skipped.map(({ kind }) => kind))).toEqual(new Set(['skipped']));
    expect(skipped[0]?.message).toMatch(/^The company of contact \S+ is neither a customer nor a vendor\.$/);
  });

  it('the workers are there, each with its version, and have nothing left in hand', async () => {
    await eventually(async () => {
      const { items } = await scene.rest.send<WorkerList>('GET', '/workers');
      expect(items.length).toBeGreaterThan(0);
      for (const worker of items) expect(worker).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+/), pages: [] });
    }, patient);
  });

  it('every record that was seen ended in exactly one way', () => {
    const runs = review.lines.flatMap(({ mapping, toSales, fromSales }) =>
      [toSales, fromSales].flatMap((run) => (run ? [{ mapping, ...run.counters }] : [])),
    );
    const odd = runs.filter(
      ({ seen: all, inserted, modified, deleted, unchanged, waiting, conflict, failed, skipped }) =>
        all !== inserted + modified + deleted + unchanged + waiting + conflict + failed + skipped,
    );
    expect(runs.length).toBeGreaterThan(8);
    expect(odd).toEqual([]);
  });
});
