import { newConnection, Orchestration } from './orchestration.fixture';

describe('the page that closes a baseline outside a review', () => {
  let orchestration: Orchestration;
  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  afterEach(() => orchestration.retire());

  const conflict = { recordId: 'v2', kind: 'conflict' as const, code: 'record.conflict', message: 'Both sides have changed city.' };
  const skipped = { recordId: 'v5', kind: 'skipped' as const, code: 'contact.noCompany', message: 'No company.' };

  it.each([true, false])('counts no record twice that other pages have listed or left out (full: %s)', async (full) => {
    const job = await orchestration.startOne(newConnection(), 'VENDOR', { direction: 'toSales', full });
    const page = await orchestration.taken();
    await orchestration.handOn(page, { next: { kind: 'baseline', token: 'closing', closes: true } });
    await orchestration.report(page, { counters: { seen: 4, inserted: 1, conflict: 1, skipped: 2 }, issues: [conflict] });
    const outcomes = { v1: 'unchanged', v2: 'unchanged', v3: 'skipped', v4: 'inserted', v5: 'skipped' } as const;
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 5 }, issues: [skipped], outcomes });
    expect(await orchestration.job(job)).toMatchObject({
      state: 'finished',
      counters: { seen: 6, inserted: 2, conflict: 0, unchanged: 1, skipped: 3 },
    });
  });

  it('counts no record anew that another page has in hand, or that differs now: it was counted when it was first seen', async () => {
    const connectionId = newConnection();
    const job = await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales', full: true });
    const page = await orchestration.taken();
    await orchestration.handOn(page, { next: { kind: 'baseline', token: 'closing', closes: true } });
    await orchestration.report(page, { counters: { seen: 3, unchanged: 3 } });
    const stale = { recordId: 'v1', mapping: 'VENDOR', direction: 'toSales' as const, reason: 'stale' as const };
    const outcomes = { v1: 'waiting', v2: 'conflict', v3: 'unchanged' } as const;
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 3 }, issues: [conflict], due: [stale], outcomes });
    expect((await orchestration.job(job)).counters).toMatchObject({ seen: 3, unchanged: 3, conflict: 0, waiting: 0 });
  });

  it('leaves no note of its records behind', async () => {
    const job = await orchestration.startOne(newConnection(), 'VENDOR', { direction: 'toSales', full: true });
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 1, conflict: 1 }, issues: [conflict] });
    expect(await orchestration.rows('select record_id from standings where job_id = $1', [job.id])).toEqual([]);
  });
});
