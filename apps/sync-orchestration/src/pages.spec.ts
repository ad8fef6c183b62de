import { Orchestration, newConnection } from './orchestration.fixture';

describe('pages', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  it('a job begins with one page from the beginning, and workers get it with a lease and a share of both budgets', async () => {
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const page = await orchestration.taken();
    expect(page).toMatchObject({
      mapping: 'PAYMENT TERMS',
      direction: 'toSales',
      reason: 'changes',
      sequence: 0,
      start: { kind: 'baseline', token: null },
      token: 1,
      handedOn: false,
    });
    expect(page.slots).toEqual({ sales: 8, businessCentral: 1 });
    expect(await orchestration.take()).toBeUndefined();
  });

  it('two takers never get the same page', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`);
    for (const id of ids) await orchestration.startOne(newConnection(), 'PAYMENT TERMS', { direction: 'toSales', ids: [id] });
    const taken = await Promise.all(Array.from({ length: 40 }, (_, index) => orchestration.take(`worker-${index}`)));
    const pages = taken.filter((page) => page !== undefined).map(({ pageId }) => pageId);
    expect(new Set(pages).size).toBe(pages.length);
    for (let more = await orchestration.take(); more; more = await orchestration.take()) pages.push(more.pageId);
    expect(new Set(pages).size).toBe(30);
  });

  it('the next page is there before the work on this one begins, and its end is stored', async () => {
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const first = await orchestration.taken();
    expect(await orchestration.handOn(first, { end: 'row 500', next: { kind: 'baseline', token: 'after 500' }, rows: 500 })).toBe(
      'accepted',
    );
    const second = await orchestration.taken('worker-2');
    expect(second).toMatchObject({ sequence: 1, start: { kind: 'baseline', token: 'after 500' } });
  });

  it('a page whose holder was killed between hand-on and report is taken again with its stored end, and is not handed on twice', async () => {
    const job = await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const first = await orchestration.taken();
    await orchestration.handOn(first, { end: 'row 500', watermark: 'w1' });
    await orchestration.leaseEnds(first);
    const again = await orchestration.taken('worker-2');
    expect(again).toMatchObject({ pageId: first.pageId, token: 2, until: 'row 500', handedOn: true });
    expect(await orchestration.handOn(again, { end: 'row 700', next: { kind: 'baseline', token: 'x' } })).toBe('accepted');
    expect(await orchestration.report(again, { counters: { seen: 1, inserted: 1 } })).toBe('accepted');
    expect(await orchestration.job(job)).toMatchObject({ state: 'finished', pages: 1, counters: { seen: 1, inserted: 1 } });
  });

  it('the report of an old token is refused and changes nothing', async () => {
    const job = await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const late = await orchestration.taken();
    await orchestration.leaseEnds(late);
    await orchestration.taken('worker-2');
    expect(await orchestration.handOn(late)).toBe('refused');
    expect(await orchestration.report(late, { counters: { seen: 7, inserted: 7 } })).toBe('refused');
    expect((await orchestration.job(job)).counters.seen).toBe(0);
  });

  it('a late report is accepted while nobody else has taken the page: its writes have happened', async () => {
    const job = await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const late = await orchestration.taken();
    await orchestration.handOn(late);
    await orchestration.leaseEnds(late);
    expect(await orchestration.report(late, { counters: { seen: 2, unchanged: 2 } })).toBe('accepted');
    expect((await orchestration.job(job)).counters.unchanged).toBe(2);
  });

  it('a report that is repeated because its answer was lost adds its counters once', async () => {
    const job = await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const page = await orchestration.taken();
    await orchestration.handOn(page);
    const report = { counters: { seen: 3, inserted: 2, skipped: 1 }, requests: { sales: 4, businessCentral: 1 } };
    const answers = await Promise.all([
      orchestration.report(page, report),
      orchestration.report(page, report),
      orchestration.report(page, report),
    ]);
    expect(answers).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await orchestration.job(job)).toMatchObject({
      counters: { seen: 3, inserted: 2, skipped: 1 },
      requests: { sales: 4, businessCentral: 1 },
    });
  });

  it('the watermark is stored with the end of the job and is where the next one starts', async () => {
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const page = await orchestration.taken();
    await orchestration.handOn(page, { watermark: 'rv 4711' });
    expect(await orchestration.rows('select 1 from watermarks where connection_id = $1', [connectionId])).toEqual([]);
    await orchestration.report(page);
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    expect((await orchestration.taken()).start).toEqual({ kind: 'changes', token: 'rv 4711' });
  });

  it('a trigger while a job is active makes it run again afterwards', async () => {
    const first = await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    expect((await orchestration.startOne(connectionId, 'PAYMENT TERMS')).id).toBe(first.id);
    await orchestration.doWhole(await orchestration.taken(), {}, 'w1');
    expect((await orchestration.taken()).start).toEqual({ kind: 'changes', token: 'w1' });
  });

  it('from Sales follows when to Sales has finished', async () => {
    await orchestration.startOne(connectionId, 'CUSTOMER');
    const toSales = await orchestration.taken();
    expect(toSales.direction).toBe('toSales');
    expect(await orchestration.take()).toBeUndefined();
    await orchestration.doWhole(toSales);
    expect((await orchestration.taken()).direction).toBe('fromSales');
  });

  it('records that the feed reports as deleted become a page of their own in the same job', async () => {
    const job = await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const page = await orchestration.taken();
    await orchestration.handOn(page, { deletedIds: ['a', 'b'], watermark: 'w' });
    await orchestration.report(page);
    expect((await orchestration.job(job)).state).toBe('running');
    const deletions = await orchestration.taken();
    expect(deletions).toMatchObject({ reason: 'ids', dueReason: 'deleted', start: { kind: 'ids', ids: ['a', 'b'] }, handedOn: true });
    await orchestration.report(deletions, { counters: { seen: 2, deleted: 2 } });
    expect(await orchestration.job(job)).toMatchObject({ state: 'finished', counters: { deleted: 2 } });
  });

  it('interactive work goes before changes, and those before a full run', async () => {
    await orchestration.startOne(connectionId, 'CUSTOMER', { direction: 'toSales', full: true });
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales', ids: [newConnection()] });
    const order = [await orchestration.taken(), await orchestration.taken(), await orchestration.taken()].map(({ mapping }) => mapping);
    expect(order[2]).toBe('CUSTOMER');
  });

  it('a connection with fewer pages in hand comes first', async () => {
    const other = newConnection();
    for (const mapping of ['CUSTOMER', 'VENDOR']) await orchestration.startOne(connectionId, mapping, { direction: 'toSales', full: true });
    await orchestration.startOne(other, 'CUSTOMER', { direction: 'toSales', full: true });
    const order = [await orchestration.taken(), await orchestration.taken()].map((page) => page.connectionId);
    expect(order).toEqual([connectionId, other]);
  });
});
