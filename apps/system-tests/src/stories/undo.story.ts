/** A person takes a full synchronisation back: what it created goes, what somebody has worked on since stays. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { eventually } from '@tandem/platform/testing/eventually';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';
import { Row, SimulatedSystem } from '../stage/simulated-system';

describe('when a full synchronisation is undone', () => {
  let scene: Scene;
  let review: ReviewView;
  let before: { accounts: Set<string>; contacts: Set<string>; customers: Set<string> };
  let coupled: number;
  /** An account that was created, and that somebody has worked on since. */
  let edited: string;
  /** Another one, to which somebody has added a person. */
  let referredTo: string;

  const keysOf = async (system: SimulatedSystem, table: string, key: string): Promise<Set<string>> =>
    new Set((await system.rows(table)).map((row: Row) => String(row[key])));
  const rows = async () => ({
    accounts: await keysOf(scene.sales, 'account', 'accountid'),
    contacts: await keysOf(scene.sales, 'contact', 'contactid'),
    customers: await keysOf(scene.businessCentral, 'customers', 'id'),
  });

  beforeAll(async () => {
    scene = await Scene.open(stage());
    before = await rows();
    review = await scene.fullSync();
    const customers = await scene.couplings('CUSTOMER');
    coupled = customers.length;
    const created = customers.flatMap(({ salesId = '' }) => (before.accounts.has(salesId) ? [] : [salesId]));
    [edited = '', referredTo = ''] = created;
    const newcomer = { firstname: 'New', lastname: 'Comer', _parentcustomerid_value: referredTo };
    await scene.sales.edit(
      { table: 'account', key: edited, values: { address1_city: 'Edited since' } },
      { table: 'contact', values: newcomer },
    );
  });

  afterAll(() => scene.close());

  const undo = (id: string) => scene.rest.ask('POST', scene.path(`/full-syncs/${id}/undo`), {});

  it('only one that has ended, and no dry run', async () => {
    const planned = await scene.planFullSync();
    expect(await undo(planned.id)).toMatchObject({ status: 409, body: { code: 'review.wrongState' } });
    const dry = await scene.fullSync({ dryRun: true });
    expect(await undo(dry.id)).toMatchObject({ status: 422, body: { code: 'review.nothingToUndo' } });
  });

  it('deletes what it created on both sides, and tells how far it has come', async () => {
    expect(await undo(review.id)).toMatchObject({ status: 202, body: { state: 'undoing' } });
    const undone = await eventually(async () => {
      const now = await scene.review(review.id);
      return now.state === 'undone' && now;
    }, patient);
    const created = review.counters.inserted;
    expect(undone.undo?.failed).toBe(0);
    expect((undone.undo?.removed ?? 0) + (undone.undo?.kept ?? 0)).toBe(created);
    expect(undone.undo?.removed).toBeGreaterThan(50);
    expect(undone.counters).toEqual(review.counters);
  });

  it('nothing that was there before is missing', async () => {
    const now = await rows();
    for (const table of ['accounts', 'contacts', 'customers'] as const)
      expect([...before[table]].filter((key) => !now[table].has(key))).toEqual([]);
  });

  it('keeps what was edited since and what others refer to; whatever was created and is still there is listed with its reason', async () => {
    const issues = await scene.issues();
    const kept = new Map(issues.filter(({ code }) => code.startsWith('undo.')).map((issue) => [String(issue.details.counterpart), issue]));
    expect(kept.get(edited)).toMatchObject({ code: 'undo.editedSince', details: { fields: ['address1_city'] } });
    expect(kept.get(referredTo)).toMatchObject({ code: 'undo.referredTo' });
    const left = [...(await rows()).accounts].filter((key) => !before.accounts.has(key));
    expect(left).toEqual(expect.arrayContaining([edited, referredTo]));
    expect(left.filter((key) => !kept.has(key))).toEqual([]);
    expect(left.length).toBeLessThan(5);
  });

  it('leaves couplings of what is still there alone, and a new full synchronisation creates the rest again', async () => {
    const couplings = await scene.couplings('CUSTOMER');
    const now = await rows();
    for (const { salesId, businessCentralId } of couplings)
      expect([now.accounts.has(salesId ?? ''), now.customers.has(businessCentralId ?? '')]).toEqual([true, true]);
    await scene.fullSync();
    expect(await scene.couplings('CUSTOMER')).toHaveLength(coupled);
    expect((await scene.judge()).invariants.converged).toBe(true);
  });
});
