import { PageLease } from '@tandem/contracts/sync';
import { newConnection, Orchestration } from './orchestration.fixture';

/** A currency, and what its rates are called in Business Central. */
const euro = '00000000-0000-4000-8000-000000000001';
const rates = 'currencyExchangeRates';

describe('tables that a mapping watches', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const taken = async (): Promise<PageLease> => {
    const page = await orchestration.takeAny();
    if (!page) throw new Error('There was no page to take.');
    return page;
  };

  /** A run of everything, which has read the rates up to `r1` and the currencies up to `c1`. */
  const runOnce = async (): Promise<void> => {
    await orchestration.startOne(connectionId, 'CURRENCY', { full: true });
    await orchestration.doWhole(await taken(), {}, 'r1');
    await orchestration.doWhole(await taken(), {}, 'c1');
  };

  const marks = () => orchestration.rows('select watermark, watched from watermarks where connection_id = $1', [connectionId]);

  it('are read before the table of the mapping itself, so that a full run knows how far they had changed before it read anything', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY', { full: true });
    const first = await taken();
    expect(first.start).toEqual({ kind: 'baseline', token: null, watches: rates });
    expect(await orchestration.takeAny()).toBeUndefined();
    await orchestration.handOn(first, { watermark: 'r1' });
    expect((await taken()).start).toEqual({ kind: 'baseline', token: null });
  });

  it('have watermarks of their own, which are stored with the end of the job', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY', { full: true });
    await orchestration.doWhole(await taken(), {}, 'r1');
    expect(await marks()).toEqual([]);
    await orchestration.doWhole(await taken(), {}, 'c1');
    expect(await marks()).toEqual([{ watermark: 'c1', watched: { [rates]: 'r1' } }]);
    await orchestration.startOne(connectionId, 'CURRENCY');
    const changes = await taken();
    expect(changes.start).toEqual({ kind: 'changes', token: 'r1', watches: rates });
    await orchestration.doWhole(changes, {}, 'r2');
    expect((await taken()).start).toEqual({ kind: 'changes', token: 'c1' });
  });

  it('are read page by page, each a closed range that a killed worker leaves to the next one', async () => {
    await runOnce();
    await orchestration.startOne(connectionId, 'CURRENCY');
    const killed = await taken();
    await orchestration.handOn(killed, { end: 'rate 500', next: { kind: 'changes', token: 'after 500' } });
    await orchestration.leaseEnds(killed);
    expect(await taken()).toMatchObject({ pageId: killed.pageId, until: 'rate 500', handedOn: true });
    expect((await taken()).start).toEqual({ kind: 'changes', token: 'after 500', watches: rates });
  });

  it('make the records due that they concern, in a page of ids that says why', async () => {
    await runOnce();
    await orchestration.startOne(connectionId, 'CURRENCY');
    const page = await taken();
    await orchestration.handOn(page, { watermark: 'r2' });
    await orchestration.report(page, { due: [{ recordId: euro, mapping: 'CURRENCY', direction: 'toSales', reason: 'watched' }] });
    const pages = [await taken(), await taken()];
    expect(pages).toContainEqual(expect.objectContaining({ start: { kind: 'ids', ids: [euro] }, dueReason: 'watched' }));
  });

  it('hold the end of the job back until the last of their pages is reported', async () => {
    await runOnce();
    const job = await orchestration.startOne(connectionId, 'CURRENCY');
    const watched = await taken();
    await orchestration.handOn(watched, { watermark: 'r2' });
    await orchestration.doWhole(await taken(), {}, 'c2');
    expect((await orchestration.job(job)).state).toBe('running');
    expect(await marks()).toEqual([{ watermark: 'c1', watched: { [rates]: 'r1' } }]);
    await orchestration.report(watched);
    expect((await orchestration.job(job)).state).toBe('finished');
    expect(await marks()).toEqual([{ watermark: 'c2', watched: { [rates]: 'r2' } }]);
  });

  it('are read from the beginning, like everything else, when a change feed does not reach back far enough', async () => {
    await runOnce();
    await orchestration.startOne(connectionId, 'CURRENCY');
    await orchestration.fail(await taken(), { kind: 'rejected', code: 'watermark.expired', message: 'Too old.' });
    const again = await taken();
    expect(again.start).toEqual({ kind: 'baseline', token: null, watches: rates });
    await orchestration.doWhole(again);
    expect((await taken()).start).toEqual({ kind: 'baseline', token: null });
  });
});
