import { newConnection, Orchestration } from './orchestration.fixture';
import { listWorkers, workerHere, WorkerView } from '@tandem/contracts/workers';
import { eventually } from '@tandem/platform/testing/eventually';

describe('who is working', () => {
  let orchestration: Orchestration;
  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  afterEach(async () => {
    await orchestration.retire();
    await orchestration.rows('delete from workers');
    await orchestration.rows(`update pages set state = 'dropped', holder = null`);
  });

  const present = async (): Promise<WorkerView[]> => (await orchestration.bus.ask(listWorkers, {})).items;
  const since = '2026-01-01T08:00:00.000Z';
  const says = async (workerId: string): Promise<void> => {
    await orchestration.bus.announce(workerHere, { workerId, version: '0.1.0', since });
    await eventually(async () => (await present()).some((worker) => worker.workerId === workerId && worker.version !== undefined));
  };

  it('a worker that says that it is there is shown, also with nothing in hand', async () => {
    await says('idle');
    expect(await present()).toEqual([
      { workerId: 'idle', version: '0.1.0', since, lastHeardAt: expect.any(String), pages: [], slots: { sales: 0, businessCentral: 0 } },
    ]);
  });

  it('a worker is shown with the pages it has in hand and its slots of both services', async () => {
    const connectionId = newConnection();
    await says('busy');
    const job = await orchestration.startOne(connectionId, 'PAYMENT TERMS');
    const page = await orchestration.taken('busy');
    await orchestration.handOn(page, { rows: 42 });
    const [worker] = await present();
    expect(worker).toMatchObject({ workerId: 'busy', slots: page.slots });
    expect(worker!.pages).toEqual([
      {
        pageId: page.pageId,
        jobId: job.id,
        connectionId,
        mapping: 'PAYMENT TERMS',
        direction: 'toSales',
        rows: 42,
        leaseEndsAt: page.leaseEndsAt,
      },
    ]);
    await orchestration.report(page);
    expect((await present())[0]).toMatchObject({ pages: [], slots: { sales: 0, businessCentral: 0 } });
  });

  it('a worker that has taken a page is shown before it has said that it is there', async () => {
    await orchestration.startOne(newConnection(), 'PAYMENT TERMS');
    await orchestration.taken('unannounced');
    const [worker] = await present();
    expect(worker).toMatchObject({ workerId: 'unannounced', pages: [{ mapping: 'PAYMENT TERMS' }] });
    expect(worker!.version).toBeUndefined();
  });

  it('a silent worker is shown no more, once its leases have ended', async () => {
    await says('killed');
    await orchestration.startOne(newConnection(), 'PAYMENT TERMS');
    const page = await orchestration.taken('killed');
    await orchestration.rows(`update workers set heard_at = now() - interval '1 minute'`);
    expect(await present()).toHaveLength(1);
    await orchestration.leaseEnds(page);
    expect(await present()).toEqual([]);
  });

  it('workers of long ago are forgotten', async () => {
    await says('of yesterday');
    await orchestration.rows(`update workers set heard_at = now() - interval '1 day'`);
    await says('of today');
    expect(await orchestration.rows('select worker_id from workers')).toEqual([{ worker_id: 'of today' }]);
  });
});
