import { newConnection, Orchestration } from './orchestration.fixture';
import { randomUUID } from 'node:crypto';
import { CreatedRecord } from '@tandem/contracts/created-records';
import { listIssues } from '@tandem/contracts/issues';
import { createReview, readReview, ReviewView, startReview, undoReview } from '@tandem/contracts/reviews';
import { PageLease } from '@tandem/contracts/sync';
import { eventually } from '@tandem/platform/testing/eventually';

describe('a review is undone', () => {
  let orchestration: Orchestration;
  let connectionId: string;
  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => {
    connectionId = newConnection();
    orchestration.neighbours.options.set(connectionId, { mappings: ['CUSTOMER', 'CONTACT'] });
    for (const mapping of ['CUSTOMER', 'CONTACT'])
      orchestration.neighbours.counts.set(`${connectionId} ${mapping}`, { businessCentral: 2, sales: 0 });
  });
  afterEach(() => orchestration.retire());

  const ask = (contract: typeof undoReview, { id }: ReviewView) => orchestration.bus.ask(contract, { connectionId, reviewId: id });
  const reaches = (review: ReviewView, state: ReviewView['state']) =>
    eventually(async () => {
      const view = await ask(readReview, review);
      return view.state === state && view;
    });

  /** A review whose pages have all been done, and the page of each mapping and direction. */
  async function ended(dryRun = false): Promise<{ review: ReviewView; pages: Map<string, PageLease> }> {
    const planned = await orchestration.bus.ask(createReview, { connectionId, dryRun });
    await ask(startReview, planned);
    const pages = new Map<string, PageLease>();
    const review = await eventually(async () => {
      for (let page = await orchestration.take(); page; page = await orchestration.take()) {
        pages.set(`${page.mapping} ${page.direction}`, page);
        await orchestration.doWhole(page, { counters: { seen: 1, inserted: 1 } });
      }
      const view = await ask(readReview, planned);
      return view.state === 'finished' && view;
    });
    return { review, pages };
  }

  const created = (mapping: string, sourceId: string, settledPage: string): void => {
    const couplingId = randomUUID();
    const record: CreatedRecord = {
      ...{ couplingId, version: '1', sourceId, targetId: `of ${sourceId}`, label: sourceId, changedAt: '2026-01-01T00:00:00Z' },
      ...{ settledPage, heldBy: null },
    };
    const key = `${connectionId} ${mapping} toSales`;
    orchestration.neighbours.created.set(key, [...(orchestration.neighbours.created.get(key) ?? []), record]);
  };

  it('what depends on others goes first, in pages of ids, and the review tells how far it has come', async () => {
    const { review, pages } = await ended();
    created('CUSTOMER', 'c1', pages.get('CUSTOMER toSales')!.pageId);
    created('CONTACT', 'p1', pages.get('CONTACT toSales')!.pageId);
    created('CONTACT', 'p2', pages.get('CONTACT toSales')!.pageId);
    expect(await ask(undoReview, review)).toMatchObject({ state: 'undoing', undo: { removed: 0, kept: 0, failed: 0 } });

    const looks = [await orchestration.taken(), await orchestration.taken()];
    expect(looks.map(({ mapping, reason, preview }) => [mapping, reason, preview]).sort()).toEqual([
      ['CONTACT', 'undo', true],
      ['CUSTOMER', 'undo', true],
    ]);
    for (const page of looks) await orchestration.report(page, { counters: { seen: 1 } });

    const contacts = await eventually(() => orchestration.taken());
    expect(contacts.preview).toBe(false);
    expect(contacts).toMatchObject({ mapping: 'CONTACT', direction: 'toSales', reason: 'undo', reviewId: review.id });
    expect(contacts.start).toEqual({ kind: 'ids', ids: ['p1', 'p2'] });
    expect(await orchestration.take()).toBeUndefined();
    const outcomes = { p1: 'deleted', p2: 'skipped' } as const;
    await orchestration.report(contacts, { counters: { seen: 2, deleted: 1, skipped: 1 }, outcomes });

    const customers = await eventually(() => orchestration.taken());
    expect(customers).toMatchObject({ mapping: 'CUSTOMER', reason: 'undo' });
    await orchestration.report(customers, { counters: { seen: 1, deleted: 1 }, outcomes: { c1: 'deleted' } });
    const undone = await reaches(review, 'undone');
    expect(undone.undo).toEqual({ removed: 2, kept: 1, failed: 0 });
    expect(undone.counters).toEqual(review.counters);
    expect(undone.endedAt).toBe(review.endedAt);
  });

  it('nothing is deleted before everything was looked at, and what was listed then stays', async () => {
    const { review, pages } = await ended();
    created('CONTACT', 'p1', pages.get('CONTACT toSales')!.pageId);
    created('CONTACT', 'p2', pages.get('CONTACT toSales')!.pageId);
    await ask(undoReview, review);
    const look = await orchestration.taken();
    expect(await orchestration.take()).toBeUndefined();
    const edited = { recordId: 'p1', kind: 'skipped' as const, code: 'undo.editedSince', message: 'It has been changed since.' };
    await orchestration.report(look, { counters: { seen: 2, skipped: 1, unchanged: 1 }, issues: [edited] });
    const contacts = await eventually(() => orchestration.taken());
    expect(contacts).toMatchObject({ preview: false, start: { kind: 'ids', ids: ['p2'] } });
    await orchestration.report(contacts, { counters: { seen: 1, deleted: 1 } });
    expect((await reaches(review, 'undone')).undo).toEqual({ removed: 1, kept: 1, failed: 0 });
  });

  it('a record that another run has changed since stays and is listed', async () => {
    const { review } = await ended();
    created('CUSTOMER', 'c1', randomUUID());
    await ask(undoReview, review);
    expect((await reaches(review, 'undone')).undo).toEqual({ removed: 0, kept: 1, failed: 0 });
    const { items } = await orchestration.bus.ask(listIssues, { connectionId, limit: 10 });
    expect(items).toMatchObject([{ recordId: 'c1', kind: 'skipped', code: 'undo.editedSince', details: { counterpart: 'of c1' } }]);
  });

  it('where nothing was created it ends at once', async () => {
    const { review } = await ended();
    await ask(undoReview, review);
    expect((await reaches(review, 'undone')).undo).toEqual({ removed: 0, kept: 0, failed: 0 });
  });

  it('only from a final state, and once', async () => {
    const planned = await orchestration.bus.ask(createReview, { connectionId });
    await expect(ask(undoReview, planned)).rejects.toMatchObject({ kind: 'blocked', code: 'review.wrongState' });
    const { review } = await ended();
    await ask(undoReview, review);
    await reaches(review, 'undone');
    await expect(ask(undoReview, review)).rejects.toMatchObject({ kind: 'blocked', code: 'review.wrongState' });
  });

  it('never a dry run, which has created nothing', async () => {
    const { review } = await ended(true);
    await expect(ask(undoReview, review)).rejects.toMatchObject({ kind: 'rejected', code: 'review.nothingToUndo' });
  });

  it('no other review starts meanwhile', async () => {
    const { review, pages } = await ended();
    created('CUSTOMER', 'c1', pages.get('CUSTOMER toSales')!.pageId);
    await ask(undoReview, review);
    const next = await orchestration.bus.ask(createReview, { connectionId });
    await expect(ask(startReview, next)).rejects.toMatchObject({ kind: 'blocked', code: 'review.anotherIsActive' });
  });
});
