import 'reflect-metadata';
import * as contract from '@tandem/contracts/reviews';
import { RunCounters } from '@tandem/contracts/jobs';
import { PageLease } from '@tandem/contracts/sync';
import { connect } from '@nats-io/transport-node';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

const outcomes = ['inserted', 'modified', 'deleted', 'unchanged', 'waiting', 'conflict', 'failed', 'skipped'] as const;
const total = (counters: RunCounters): number => outcomes.reduce((sum, name) => sum + counters[name], 0);

jest.setTimeout(20_000);

describe('full-sync reviews', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const counts = (mapping: string, businessCentral: number, sales: number): void =>
    void orchestration.neighbours.counts.set(`${connectionId} ${mapping}`, { businessCentral, sales });
  const choose = (...mappings: string[]): void => void orchestration.neighbours.options.set(connectionId, { mappings });
  const create = (dryRun = false): Promise<contract.ReviewView> => orchestration.bus.ask(contract.createReview, { connectionId, dryRun });
  const read = ({ id }: contract.ReviewView): Promise<contract.ReviewView> =>
    orchestration.bus.ask(contract.readReview, { connectionId, reviewId: id });
  const start = ({ id }: contract.ReviewView): Promise<contract.ReviewView> =>
    orchestration.bus.ask(contract.startReview, { connectionId, reviewId: id });
  const line = (review: contract.ReviewView, mapping: string): contract.ReviewLine => review.lines.find((one) => one.mapping === mapping)!;
  const ended = (review: contract.ReviewView): Promise<contract.ReviewView> =>
    eventually(async () => {
      const now = await read(review);
      if (!now.endedAt)
        throw new Error(
          `the review is ${now.state}: ${JSON.stringify(now.lines.map(({ mapping, state }) => [mapping, state]))}, ${now.due} due`,
        );
      return now;
    });
  const takenFor = (mapping: string): Promise<PageLease> =>
    eventually(async () => {
      const page = await orchestration.taken();
      expect(page.mapping).toBe(mapping);
      return page;
    });

  it('is planned in the order of what refers to what, with a recommendation from the numbers of both sides', async () => {
    counts('CUSTOMER', 68, 12);
    counts('VENDOR', 84, 0);
    counts('CURRENCY', 50, 1);
    counts('PAYMENT TERMS', 9, 4);
    const review = await create();
    expect(review.state).toBe('planned');
    expect(line(review, 'CUSTOMER')).toMatchObject({
      wave: 2,
      recommendation: 'couple',
      state: 'planned',
      schedulerState: 'blank',
      counted: { businessCentral: 68, sales: 12 },
    });
    expect(line(review, 'CUSTOMER').dependsOn).toEqual(expect.arrayContaining(['SALESPEOPLE', 'CURRENCY', 'PAYMENT TERMS']));
    expect(line(review, 'VENDOR').recommendation).toBe('full');
    expect(line(review, 'CURRENCY')).toMatchObject({ wave: 1, recommendation: 'full' });
    expect(line(review, 'PAYMENT TERMS').recommendation).toBe('couple');
    expect(line(review, 'CONTACT')).toMatchObject({ wave: 3, recommendation: 'nothing' });
    expect(line(review, 'SALESPEOPLE').recommendation).toBe('full');
  });

  it('lists no salespeople where a team owns the rows of Sales', async () => {
    orchestration.neighbours.options.set(connectionId, { ownership: 'team' });
    const review = await create();
    expect(line(review, 'SALESPEOPLE')).toBeUndefined();
    expect(line(review, 'CUSTOMER').dependsOn).not.toContain('SALESPEOPLE');
  });

  it('starts a line when everything it depends on has finished, and ends when every line has', async () => {
    choose('CURRENCY', 'CUSTOMER');
    counts('CURRENCY', 5, 0);
    counts('CUSTOMER', 10, 0);
    const review = await create();
    const started = await start(review);
    expect(started.state).toBe('running');
    expect(line(started, 'CURRENCY').state).toBe('running');
    expect(line(started, 'CUSTOMER')).toMatchObject({ state: 'waiting', schedulerState: 'waiting' });
    const currencies = await orchestration.taken();
    expect(currencies).toMatchObject({ mapping: 'CURRENCY', reason: 'full', createUncoupled: true, reviewId: review.id });
    expect(await orchestration.take()).toBeUndefined();
    await orchestration.doWhole(currencies, { counters: { seen: 5, inserted: 5 }, requests: { sales: 2, businessCentral: 1 } });
    await orchestration.doWhole(await takenFor('CUSTOMER'), { counters: { seen: 10, inserted: 9, skipped: 1 } });
    await orchestration.doWhole(await takenFor('CUSTOMER'), { counters: { seen: 9, unchanged: 9 } });
    const done = await ended(review);
    expect(done.state).toBe('finished');
    expect(line(done, 'CURRENCY').toSales).toMatchObject({
      status: 'success',
      counters: { inserted: 5 },
      requests: { sales: 2, businessCentral: 1 },
    });
    expect(line(done, 'CUSTOMER')).toMatchObject({
      state: 'finished',
      schedulerState: 'finished',
      fromSales: { counters: { unchanged: 9 } },
    });
    expect(done.counters).toMatchObject({ seen: 24, inserted: 14, unchanged: 9, skipped: 1 });
  });

  it('a line to be coupled is matched before its records are created', async () => {
    choose('VENDOR');
    counts('VENDOR', 3, 3);
    const review = await create();
    await start(review);
    const match = await orchestration.taken();
    expect(match).toMatchObject({ reason: 'match', start: { kind: 'baseline', token: null }, handedOn: false });
    await orchestration.doWhole(match, { counters: { coupled: 2 } });
    expect(await orchestration.taken()).toMatchObject({ reason: 'full', direction: 'toSales' });
    expect(line(await read(review), 'VENDOR').match).toMatchObject({ status: 'success', coupled: 2 });
  });

  it('a record that waited and is inserted later is counted as inserted, not as waiting', async () => {
    choose('VENDOR');
    counts('VENDOR', 3, 0);
    const review = await create();
    await start(review);
    const need = { mapping: 'CURRENCY', by: 'businessKey' as const, value: `EUR ${connectionId}` };
    const waiting = {
      recordId: 'v3',
      kind: 'waiting' as const,
      code: 'reference.uncoupled',
      message: 'Its currency EUR is not coupled.',
      needs: [need],
    };
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 3, inserted: 2, waiting: 1 }, issues: [waiting] });
    orchestration.neighbours.coupled.add(`CURRENCY ${need.value}`);
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 0 } });
    const released = await eventually(() => orchestration.taken());
    expect(released).toMatchObject({
      reason: 'ids',
      dueReason: 'needMet',
      start: { kind: 'ids', ids: ['v3'] },
      reviewId: review.id,
      createUncoupled: true,
    });
    expect((await read(review)).state).toBe('settling');
    await orchestration.report(released, { counters: { seen: 1, inserted: 1 }, outcomes: { v3: 'inserted' }, settledIds: ['v3'] });
    const done = await ended(review);
    expect(line(done, 'VENDOR').toSales).toMatchObject({ counters: { seen: 3, inserted: 3, waiting: 0 }, followUps: 0 });
    expect(total(done.counters)).toBe(done.counters.seen);
  });

  it('the page that closes a baseline waits for the others, and counts only what nobody has counted', async () => {
    choose('VENDOR');
    counts('VENDOR', 3, 0);
    const review = await create();
    await start(review);
    const page = await orchestration.taken();
    await orchestration.handOn(page, { next: { kind: 'baseline', token: 'closing', closes: true } });
    expect(await orchestration.take()).toBeUndefined();
    const conflict = { recordId: 'v2', kind: 'conflict' as const, code: 'record.conflict', message: 'Both sides have changed city.' };
    await orchestration.report(page, { counters: { seen: 2, inserted: 1, conflict: 1 }, issues: [conflict] });
    const outcomes = { v1: 'unchanged', v2: 'conflict', v3: 'inserted' } as const;
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 3 }, issues: [conflict], outcomes });
    expect(line(await read(review), 'VENDOR').toSales?.counters).toMatchObject({ seen: 3, inserted: 2, conflict: 1, unchanged: 0 });
  });

  it('a later reference that is written once its need is met holds the end of the review, and counts as a follow-up', async () => {
    choose('VENDOR');
    counts('VENDOR', 1, 0);
    const review = await create();
    await start(review);
    const need = { mapping: 'CONTACT', by: 'businessKey' as const, value: `KT ${connectionId}` };
    const later = { recordId: 'v1', mapping: 'VENDOR', direction: 'toSales' as const, reason: 'laterNeed' as const, need };
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 1, inserted: 1 }, due: [later] });
    orchestration.neighbours.coupled.add(`CONTACT ${need.value}`);
    await orchestration.doWhole(await orchestration.taken());
    const page = await eventually(() => orchestration.taken());
    await orchestration.report(page, { counters: { seen: 1, modified: 1 }, outcomes: { v1: 'modified' } });
    const done = await ended(review);
    expect(line(done, 'VENDOR').toSales).toMatchObject({ counters: { seen: 1, inserted: 1, modified: 0 }, followUps: 1 });
  });

  it('waiting records whose need is never met do not hold the end of the review', async () => {
    choose('VENDOR');
    counts('VENDOR', 1, 0);
    const review = await create();
    await start(review);
    const waiting = {
      recordId: 'v1',
      kind: 'waiting' as const,
      code: 'reference.uncoupled',
      message: 'No.',
      needs: [{ mapping: 'CURRENCY', by: 'businessKey' as const, value: 'never' }],
    };
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 1, waiting: 1 }, issues: [waiting] });
    await orchestration.doWhole(await orchestration.taken());
    expect(await ended(review)).toMatchObject({ state: 'finished', counters: { waiting: 1 } });
  });

  it('a paused review hands out nothing; what a worker has in hand is accepted, and its hand-on is stored but not released', async () => {
    choose('CURRENCY');
    counts('CURRENCY', 5, 0);
    const review = await create();
    await start(review);
    const page = await orchestration.taken();
    const paused = await orchestration.bus.ask(contract.pauseReview, { connectionId, reviewId: review.id });
    expect(line(paused, 'CURRENCY')).toMatchObject({ state: 'paused', schedulerState: 'onHold' });
    expect(await orchestration.handOn(page, { next: { kind: 'baseline', token: 'next' } })).toBe('accepted');
    expect(await orchestration.report(page, { counters: { seen: 2, inserted: 2 } })).toBe('accepted');
    expect(await orchestration.take()).toBeUndefined();
    await orchestration.bus.ask(contract.resumeReview, { connectionId, reviewId: review.id });
    expect((await orchestration.taken()).start).toEqual({ kind: 'baseline', token: 'next' });
  });

  it('a cancelled review is cancelled when no lease is open, and no watermark is written', async () => {
    choose('CURRENCY');
    counts('CURRENCY', 5, 0);
    const review = await create();
    await start(review);
    const page = await orchestration.taken();
    expect(await orchestration.bus.ask(contract.cancelReview, { connectionId, reviewId: review.id })).toMatchObject({
      state: 'cancelling',
    });
    await orchestration.handOn(page, { watermark: 'w' });
    expect(await orchestration.report(page, { counters: { seen: 1, inserted: 1 } })).toBe('accepted');
    const done = await ended(review);
    expect(done).toMatchObject({ state: 'cancelled', counters: { inserted: 1 } });
    expect(await orchestration.rows('select 1 from watermarks where connection_id = $1', [connectionId])).toEqual([]);
  });

  it('a line whose job fails holds up what depends on it; restarted it takes them along', async () => {
    choose('CURRENCY', 'CUSTOMER');
    counts('CURRENCY', 5, 0);
    counts('CUSTOMER', 1, 0);
    const review = await create();
    await start(review);
    for (let attempt = 0; attempt < 3; attempt++)
      await orchestration.fail(await eventually(() => orchestration.taken()), {
        kind: 'bug',
        code: 'bug.unexpected',
        message: 'It broke.',
      });
    const failed = await ended(review);
    expect(failed.state).toBe('failed');
    expect(line(failed, 'CURRENCY')).toMatchObject({ state: 'failed', schedulerState: 'error', failure: { code: 'bug.unexpected' } });
    expect(line(failed, 'CUSTOMER')).toMatchObject({ state: 'failed', failure: { code: 'review.dependencyFailed' } });
    const again = await orchestration.bus.ask(contract.restartReviewLine, { connectionId, reviewId: review.id, mapping: 'CURRENCY' });
    expect(line(again, 'CURRENCY')).toMatchObject({ state: 'running', runs: 2 });
    await orchestration.doWhole(await orchestration.taken());
    await orchestration.doWhole(await takenFor('CUSTOMER'));
    await orchestration.doWhole(await takenFor('CUSTOMER'));
    expect(await ended(review)).toMatchObject({ state: 'finished' });
  });

  it('an excluded line counts as finished for those that depend on it', async () => {
    choose('CURRENCY', 'CUSTOMER');
    counts('CURRENCY', 5, 0);
    counts('CUSTOMER', 1, 0);
    const review = await create();
    await orchestration.bus.ask(contract.changeReviewLine, { connectionId, reviewId: review.id, mapping: 'CURRENCY', excluded: true });
    const started = await start(review);
    expect(line(started, 'CURRENCY').state).toBe('excluded');
    expect(line(started, 'CUSTOMER').state).toBe('running');
  });

  it('a dry run goes through its own overlay, moves no watermark, and its overlay is dropped at the end', async () => {
    choose('CURRENCY');
    counts('CURRENCY', 5, 0);
    const review = await create(true);
    await start(review);
    const page = await orchestration.taken();
    expect(page.overlay).toBe(review.id);
    const parked = { recordId: 'c1', kind: 'parked' as const, code: 'currency.noRate', message: 'It has no rate.' };
    await orchestration.doWhole(page, { counters: { seen: 5, inserted: 4, failed: 1 }, issues: [parked] });
    await ended(review);
    expect(await orchestration.rows('select 1 from watermarks where connection_id = $1', [connectionId])).toEqual([]);
    await eventually(() => orchestration.neighbours.droppedOverlays.includes(review.id));
  });

  it('a second review can not be started while one is active', async () => {
    choose('CURRENCY');
    counts('CURRENCY', 5, 0);
    const [first, second] = [await create(), await create()];
    await start(first);
    await expect(start(second)).rejects.toMatchObject({ code: 'review.anotherIsActive' });
    await expect(start(first)).rejects.toMatchObject({ code: 'review.wrongState' });
  });

  it('a review of a disabled connection is refused', async () => {
    orchestration.neighbours.disabled.add(connectionId);
    await expect(create()).rejects.toMatchObject({ kind: 'blocked', code: 'connection.disabled' });
  });

  it('viewers hear how it stands, the last state included', async () => {
    const heard: contract.ReviewView[] = [];
    const listener = await connect({ servers: orchestration.nats.url });
    listener.subscribe(contract.reviewChanged.subject, {
      callback: (_, message) => void heard.push(message.json<contract.ReviewChanged>().review),
    });
    await listener.flush();
    choose('CURRENCY');
    counts('CURRENCY', 5, 0);
    const review = await create();
    await start(review);
    await orchestration.doWhole(await orchestration.taken(), { counters: { seen: 5, inserted: 5 } });
    await eventually(() => heard.some(({ id, state, counters }) => id === review.id && state === 'finished' && counters.inserted === 5));
    await listener.close();
  });
});
