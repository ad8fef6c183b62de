import 'reflect-metadata';
import { connect, NatsConnection } from '@nats-io/transport-node';
import { changeSchedule, readSchedules, synchronize, synchronizeAll, listJobs } from '@tandem/contracts/jobs';
import { listMappings, listMappingVersions, readMapping } from '@tandem/contracts/mappings';
import { pageReady, PageReady } from '@tandem/contracts/sync';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

describe('two instances that share one database', () => {
  let orchestration: Orchestration;
  let connectionId: string;
  let worker: NatsConnection;
  const woken: string[] = [];

  beforeAll(async () => {
    orchestration = await Orchestration.start({ instances: 2 });
    worker = await connect({ servers: orchestration.nats.url });
    worker.subscribe(pageReady.subject, { callback: (_, message) => void woken.push(message.json<PageReady>().pageId) });
    await worker.flush();
  });
  afterAll(async () => {
    await worker.close();
    await orchestration.stop();
  });
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  it('a new page wakes a worker', async () => {
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const page = await orchestration.taken();
    await eventually(() => woken.includes(page.pageId));
  });

  it('a page that nobody takes is announced again, by one of them only', async () => {
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const [page] = await orchestration.rows<{ id: string }>(`select id from pages where connection_id = $1`, [connectionId]);
    await eventually(() => woken.filter((id) => id === page!.id).length >= 3);
    const [times] = await orchestration.rows<{ gap: number }>(
      `select extract(epoch from now() - woken_at)::float8 as gap from pages where id = $1`,
      [page!.id],
    );
    expect(times!.gap).toBeLessThan(5);
  });

  it('a page whose holder fell silent is announced again', async () => {
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const page = await orchestration.taken();
    woken.length = 0;
    await orchestration.leaseEnds(page);
    await eventually(() => woken.includes(page.pageId));
  });

  it('what a page has left unfinished is left to whoever takes it again; only when nobody will, its records are due by themselves', async () => {
    const job = await orchestration.startOne(connectionId, 'PAYMENT TERMS', { ids: [newConnection()] });
    const { pageId } = await orchestration.taken();
    const claim = { couplingId: newConnection(), mapping: 'CUSTOMER', direction: 'toSales' as const };
    const claims = [
      { ...claim, sourceId: 'of the page', pageId },
      { ...claim, sourceId: 'of a page that is done', pageId: newConnection() },
    ];
    orchestration.neighbours.expiredClaims.set(connectionId, claims);
    const due = async () =>
      (
        await orchestration.rows<{ ids: string[] }>(
          `select start->'ids' as ids from pages where connection_id = $1 and due_reason = 'claimInProgress'`,
          [connectionId],
        )
      ).flatMap(({ ids }) => ids);
    await eventually(async () => expect(await due()).toContain('of a page that is done'));
    expect(await due()).not.toContain('of the page');
    await orchestration.rows(`update pages set state = 'dropped' where job_id = $1`, [job.id]);
    await eventually(async () => expect(await due()).toContain('of the page'));
  });

  it('a scheduled mapping runs once a tick, however many instances there are', async () => {
    const change = { connectionId, mapping: 'PAYMENT TERMS', enabled: true, intervalMinutes: 60 };
    await orchestration.bus.ask(changeSchedule, change);
    await orchestration.rows('update schedules set next_run_at = now() where connection_id = $1', [connectionId]);
    await eventually(async () => (await orchestration.bus.ask(listJobs, { connectionId, limit: 10 })).items.length === 1);
    await orchestration.doWhole(await orchestration.taken());
    const { items } = await orchestration.bus.ask(listJobs, { connectionId, limit: 10 });
    expect(items).toMatchObject([{ mapping: 'PAYMENT TERMS', trigger: 'schedule', reason: 'changes', runAgain: false }]);
  });

  it('the overlay of a single dry run is dropped when its last job has ended', async () => {
    const { jobs } = await orchestration.bus.ask(synchronize, { connectionId, mapping: 'CUSTOMER', full: true, dryRun: true });
    expect(jobs.map(({ dryRun }) => dryRun)).toEqual([true, true]);
    const page = await orchestration.taken();
    await orchestration.doWhole(page);
    expect(orchestration.neighbours.droppedOverlays).not.toContain(page.overlay);
    await orchestration.doWhole(await orchestration.taken());
    await eventually(() => orchestration.neighbours.droppedOverlays.includes(page.overlay!));
  });

  it('nothing runs by itself before somebody switches it on', async () => {
    const { items } = await orchestration.bus.ask(readSchedules, { connectionId });
    expect(items.length).toBeGreaterThan(5);
    expect(items.every(({ enabled }) => !enabled)).toBe(true);
  });

  it('what has changed is synchronised for every mapping of the connection', async () => {
    orchestration.neighbours.options.set(connectionId, { ownership: 'team' });
    const { jobs } = await orchestration.bus.ask(synchronizeAll, { connectionId });
    const named = jobs.map(({ mapping, direction, state }) => `${mapping} ${direction} ${state}`);
    expect(named).toEqual(
      expect.arrayContaining(['PAYMENT TERMS toSales running', 'CUSTOMER toSales running', 'CUSTOMER fromSales queued']),
    );
    expect(named.join()).not.toContain('SALESPEOPLE');
  });

  it('an unknown mapping, a direction that it does not have and ids without a direction are refused', async () => {
    await expect(orchestration.startOne(connectionId, 'NOBODY')).rejects.toMatchObject({ code: 'mapping.notFound' });
    await expect(orchestration.startOne(connectionId, 'PAYMENT TERMS', { direction: 'fromSales' })).rejects.toMatchObject({
      code: 'job.wrongDirection',
    });
    await expect(orchestration.startOne(connectionId, 'CUSTOMER', { ids: [newConnection()] })).rejects.toMatchObject({
      code: 'job.directionNeeded',
    });
  });

  it('mappings are shown as they are in force, in the order of a full synchronisation', async () => {
    const { items } = await orchestration.bus.ask(listMappings, { connectionId });
    expect(items.map(({ name }) => name).indexOf('CONTACT')).toBeGreaterThan(items.map(({ name }) => name).indexOf('CUSTOMER'));
    const detail = await orchestration.bus.ask(readMapping, { connectionId, mapping: 'CUSTOMER' });
    expect(detail).toMatchObject({ name: 'CUSTOMER', direction: 'both', version: 0, customised: false });
    expect(detail.fields).toContainEqual(
      expect.objectContaining({ businessCentral: 'displayName', sales: 'name', direction: 'both', kind: 'value' }),
    );
    expect(detail.only.sales).toContain('customertypecode is 3');
    expect(await orchestration.bus.ask(listMappingVersions, { connectionId, mapping: 'CUSTOMER' })).toEqual({ items: [] });
    await expect(orchestration.bus.ask(readMapping, { connectionId, mapping: 'NOBODY' })).rejects.toMatchObject({
      code: 'mapping.notFound',
    });
  });

  it('a mapping runs with the settings of the moment its job was planned', async () => {
    await orchestration.rows(
      `insert into mapping_settings (connection_id, mapping, version, settings, changed_by) values ($1, 'PAYMENT TERMS', 1, '{"onlyCoupled": false}', 'ada')`,
      [connectionId],
    );
    await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    await orchestration.rows(
      `insert into mapping_settings (connection_id, mapping, version, settings, changed_by) values ($1, 'PAYMENT TERMS', 2, '{}', 'ada')`,
      [connectionId],
    );
    expect(await orchestration.taken()).toMatchObject({ mappingVersion: 1, settings: { onlyCoupled: false }, createUncoupled: true });
  });
});
