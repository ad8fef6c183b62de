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

  it('leaves no note of its records behind', async () => {
    const job = await orchestration.startOne(newConnection(), 'VENDOR', { direction: 'toSales', full: true });
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 1, conflict: 1 }, issues: [conflict] });
    expect(await orchestration.rows('select record_id from standings where job_id = $1', [job.id])).toEqual([]);
  });
});
