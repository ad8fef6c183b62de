import 'reflect-metadata';
import { connect } from '@nats-io/transport-node';
import { connectionChanged } from '@tandem/contracts/connection';
import { listIssues } from '@tandem/contracts/issues';
import { cancelJob, listJobs, readLimits, resumeConnection, synchronize } from '@tandem/contracts/jobs';
import { renewLease, reportThrottle, serviceThrottled } from '@tandem/contracts/sync';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

describe('pages that fail', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const bug = { kind: 'bug', code: 'bug.unexpected', message: 'It broke.' };
  const again = () => eventually(() => orchestration.taken());

  it('a page that failed for a passing reason comes again under a new token', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY');
    const page = await orchestration.taken();
    expect(await orchestration.fail(page, { kind: 'transient', code: 'sales.throttled', message: 'Later.', retryAfterMs: 5 })).toBe(
      'accepted',
    );
    expect(await again()).toMatchObject({ pageId: page.pageId, token: 2 });
  });

  it('nothing is handed out before the pause that the service asked for is over', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY');
    await orchestration.fail(await orchestration.taken(), {
      kind: 'transient',
      code: 'sales.throttled',
      message: 'Later.',
      retryAfterMs: 60_000,
    });
    expect(await orchestration.take()).toBeUndefined();
  });

  it('a page that breaks is halved down to the record that breaks it, which is parked; the others are done', async () => {
    const job = await orchestration.startOne(connectionId, 'CURRENCY');
    const page = await orchestration.taken();
    await orchestration.handOn(page, { watermark: 'w' });
    await orchestration.fail(page, bug, ['a', 'b', 'poison', 'd']);
    await orchestration.fail(await again(), bug, ['a', 'b', 'poison', 'd']);
    await orchestration.fail(await again(), bug, ['a', 'b', 'poison', 'd']);
    for (let part = await again(), left = 200; ; part = await again()) {
      const ids = part.start.kind === 'ids' ? part.start.ids : [];
      if (ids.includes('poison')) await orchestration.fail(part, bug);
      else await orchestration.report(part, { counters: { seen: ids.length, inserted: ids.length } });
      if ((await orchestration.job(job)).endedAt || left-- === 0) break;
    }
    expect(await orchestration.job(job)).toMatchObject({ state: 'finished', counters: { seen: 4, inserted: 3, failed: 1 } });
    const { items } = await orchestration.bus.ask(listIssues, { connectionId, limit: 10 });
    expect(items).toMatchObject([{ recordId: 'poison', kind: 'parked', code: 'bug.unexpected' }]);
    expect(await orchestration.rows('select watermark from watermarks where connection_id = $1', [connectionId])).toEqual([
      { watermark: 'w' },
    ]);
  });

  it('a page that breaks before it was read fails its job, which moves no watermark', async () => {
    const job = await orchestration.startOne(connectionId, 'CURRENCY');
    for (let attempt = 0; attempt < 3; attempt++) await orchestration.fail(await again(), bug);
    expect(await orchestration.job(job)).toMatchObject({ state: 'failed', failure: { code: 'bug.unexpected' } });
    expect(await orchestration.rows('select 1 from watermarks where connection_id = $1', [connectionId])).toEqual([]);
  });

  it('an expired watermark makes the job superseded by a baseline, which closes with a presence compare', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY');
    await orchestration.doWhole(await orchestration.taken(), {}, 'old link');
    const job = await orchestration.startOne(connectionId, 'CURRENCY');
    orchestration.neighbours.coupledIds.set(connectionId, ['c1', 'c2', 'c3']);
    await orchestration.fail(await orchestration.taken(), {
      kind: 'rejected',
      code: 'watermark.expired',
      message: 'The link has expired.',
    });
    expect(await orchestration.job(job)).toMatchObject({ state: 'superseded' });
    const baseline = await again();
    expect(baseline).toMatchObject({ start: { kind: 'baseline', token: null }, reason: 'changes' });
    await orchestration.doWhole(baseline, { counters: { seen: 2, unchanged: 2 } }, 'new link');
    const compare = await again();
    expect(compare).toMatchObject({ jobId: baseline.jobId, dueReason: 'deleted', start: { kind: 'ids', ids: ['c1', 'c2', 'c3'] } });
    expect(await orchestration.rows('select 1 from watermarks where connection_id = $1', [connectionId])).toEqual([]);
    await orchestration.report(compare);
    expect(await orchestration.rows('select watermark from watermarks where connection_id = $1', [connectionId])).toEqual([
      { watermark: 'new link' },
    ]);
  });

  it('an expired watermark makes a dry run read everything as well, and stays for the real one', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY');
    await orchestration.doWhole(await orchestration.taken(), {}, 'old link');
    await orchestration.bus.ask(synchronize, { connectionId, mapping: 'CURRENCY', dryRun: true });
    await orchestration.fail(await orchestration.taken(), {
      kind: 'rejected',
      code: 'watermark.expired',
      message: 'The link has expired.',
    });
    expect((await again()).start).toEqual({ kind: 'baseline', token: null });
    expect(await orchestration.rows('select watermark from watermarks where connection_id = $1', [connectionId])).toEqual([
      { watermark: 'old link' },
    ]);
  });

  it('a lost end of a page closes the job with a presence compare', async () => {
    const job = await orchestration.startOne(connectionId, 'CURRENCY');
    orchestration.neighbours.coupledIds.set(connectionId, []);
    const page = await orchestration.taken();
    await orchestration.handOn(page, { watermark: 'w', endLost: true });
    await orchestration.report(page);
    await eventually(async () => expect(await orchestration.job(job)).toMatchObject({ state: 'finished' }));
  });

  it('wrong set-up pauses the connection with a reason; put right by a person it goes on at once', async () => {
    const job = await orchestration.startOne(connectionId, 'CURRENCY');
    await orchestration.fail(await orchestration.taken(), {
      kind: 'misconfigured',
      code: 'connection.secretWrong',
      message: 'The secret is wrong.',
    });
    expect(await orchestration.take()).toBeUndefined();
    expect(await orchestration.job(job)).toMatchObject({ state: 'paused', failure: { code: 'connection.secretWrong' } });
    expect(orchestration.neighbours.troubles).toContainEqual(expect.objectContaining({ connectionId, code: 'connection.secretWrong' }));
    await orchestration.bus.ask(resumeConnection, { connectionId });
    await orchestration.doWhole(await orchestration.taken());
    expect(await orchestration.job(job)).toMatchObject({ state: 'finished' });
  });

  it('after a while one page is let through to see whether the set-up is right again', async () => {
    for (const mapping of ['CURRENCY', 'PAYMENT TERMS']) await orchestration.startOne(connectionId, mapping);
    await orchestration.fail(await orchestration.taken(), {
      kind: 'misconfigured',
      code: 'connection.secretWrong',
      message: 'The secret is wrong.',
    });
    await orchestration.rows(`update connections set attention_retry_at = now() where connection_id = $1`, [connectionId]);
    const probe = await orchestration.taken();
    expect(await orchestration.take()).toBeUndefined();
    await orchestration.doWhole(probe);
    expect(await orchestration.take()).toBeDefined();
  });

  it('a disabled connection is handed out no more', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY');
    const stranger = await connect({ servers: orchestration.nats.url });
    stranger.publish(connectionChanged.subject, JSON.stringify({ connectionId, change: 'disabled' }));
    await stranger.flush();
    await eventually(
      async () =>
        (await orchestration.rows<{ enabled: boolean }>('select enabled from connections where connection_id = $1', [connectionId]))[0]
          ?.enabled === false,
    );
    expect(await orchestration.take()).toBeUndefined();
    await stranger.close();
  });

  it('a cancelled job ends when its lease is open no more, whoever let it run out', async () => {
    const job = await orchestration.startOne(connectionId, 'CURRENCY');
    const page = await orchestration.taken();
    expect(await orchestration.bus.ask(cancelJob, { connectionId, jobId: job.id })).toMatchObject({ state: 'cancelling' });
    await orchestration.leaseEnds(page);
    await eventually(async () => expect(await orchestration.job(job)).toMatchObject({ state: 'cancelled' }));
    await expect(orchestration.bus.ask(cancelJob, { connectionId, jobId: job.id })).rejects.toMatchObject({ code: 'job.wrongState' });
  });

  it('jobs are listed newest first, page by page', async () => {
    for (const mapping of ['CURRENCY', 'PAYMENT TERMS', 'SHIPPING AGENT']) await orchestration.startOne(connectionId, mapping);
    const first = await orchestration.bus.ask(listJobs, { connectionId, limit: 2 });
    const rest = await orchestration.bus.ask(listJobs, { connectionId, limit: 2, cursor: first.nextCursor });
    expect([...first.items, ...rest.items].map(({ mapping }) => mapping)).toEqual(['SHIPPING AGENT', 'PAYMENT TERMS', 'CURRENCY']);
    await expect(orchestration.bus.ask(listJobs, { connectionId, limit: 2, cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'list.badCursor',
    });
  });
});

describe('the budget of a service', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(
    async () => void (orchestration = await Orchestration.start({ variables: { BUSINESS_CENTRAL_SLOTS: '20', SALES_SLOTS: '20' } })),
  );
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const limits = async () => (await orchestration.bus.ask(readLimits, { connectionId })).items.find(({ side }) => side === 'sales')!;

  it('is shared by all connections of a principal: what one page has, the next one does not get', async () => {
    const other = newConnection();
    for (const one of [connectionId, other]) orchestration.neighbours.principals.set(one, connectionId);
    for (const one of [connectionId, other])
      for (const mapping of ['CURRENCY', 'PAYMENT TERMS']) await orchestration.startOne(one, mapping, { full: true });
    const slots: number[] = [];
    for (let page = await orchestration.take(); page; page = await orchestration.take()) slots.push(page.slots.sales);
    expect(slots).toEqual([8, 8, 2]);
  });

  it('keeps two slots for people who wait', async () => {
    for (const mapping of ['CURRENCY', 'PAYMENT TERMS', 'SHIPPING AGENT'])
      await orchestration.startOne(connectionId, mapping, { full: true });
    for (let index = 0; index < 3; index++) await orchestration.taken();
    await orchestration.startOne(connectionId, 'VENDOR', { direction: 'toSales', ids: [newConnection()] });
    expect((await orchestration.taken()).slots.sales).toBe(2);
  });

  it('slots go back with the report', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY');
    const page = await orchestration.taken();
    expect((await limits()).inUse).toBe(8);
    await orchestration.doWhole(page);
    expect((await limits()).inUse).toBe(0);
  });

  it('is halved when the service asks for silence, once however many ask; nothing is handed out before it is over, and every holder hears of it', async () => {
    const heard: unknown[] = [];
    const worker = await connect({ servers: orchestration.nats.url });
    worker.subscribe(serviceThrottled.subject, { callback: (_, message) => void heard.push(message.json()) });
    await worker.flush();
    for (const mapping of ['CURRENCY', 'PAYMENT TERMS']) await orchestration.startOne(connectionId, mapping);
    const page = await orchestration.taken();
    const throttle = { connectionId, side: 'sales' as const, pauseMs: 60_000 };
    await Promise.all([1, 2, 3].map(() => orchestration.bus.ask(reportThrottle, throttle)));
    expect(await limits()).toMatchObject({ slots: 10, ceiling: 20, pausedUntil: expect.any(String) });
    expect(await orchestration.take()).toBeUndefined();
    await eventually(() => heard.length === 3);
    expect(heard[0]).toEqual({ budget: page.budgets!.sales, pauseMs: 60_000 });
    expect((await orchestration.bus.ask(renewLease, { pageId: page.pageId, token: page.token })).pauseMs?.sales).toBeGreaterThan(50_000);
    await worker.close();
  });

  it('grows by one with each page that went well', async () => {
    await orchestration.startOne(connectionId, 'CURRENCY');
    const page = await orchestration.taken();
    await orchestration.bus.ask(reportThrottle, { connectionId, side: 'sales', pauseMs: 1 });
    await eventually(async () => (await limits()).pausedUntil === undefined);
    await orchestration.doWhole(page);
    expect((await limits()).slots).toBe(11);
  });
});
