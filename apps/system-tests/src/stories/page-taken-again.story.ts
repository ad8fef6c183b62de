/** A worker ends between the confirmation and the report of a page: whoever takes the page again counts what the first one has done, and does nothing twice. */
import { randomUUID } from 'node:crypto';
import type { JobsStarted, JobView } from '@tandem/contracts/jobs';
import { customer } from '@tandem/domain/catalogue/customer';
import { synchroniseChunk } from '../../../sync-worker/src/use-cases/recipe/synchronise-chunk';
import { whileWorkersDie } from '../stage/dying-workers';
import { Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';
import { WorkerInHand } from '../stage/worker-in-hand';

describe('a page that is taken again after its holder had confirmed, but not reported', () => {
  let scene: Scene;
  let worker: WorkerInHand;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    worker = await WorkerInHand.of(scene);
  });

  afterAll(async () => {
    await worker.leave();
    await scene.close();
  });

  const edit = (key: string | undefined, values: object) => scene.businessCentral.edit({ table: 'customers', key, values: { ...values } });

  /** A holder of a page carries records over to Sales; answers what it would report. */
  async function carry(pageId: string, token: number, numbers: readonly string[]) {
    const run = await worker.open(customer, { pageId, token });
    const rows = await run.stores.businessCentral.readAll(customer.businessCentral, run.plan.sourceColumns);
    await synchroniseChunk(
      run,
      rows.filter(({ values }) => numbers.includes(String(values['number']))),
    );
    return worker.reportOf(run).counters;
  }

  /** A customer that is new, one that was changed, one that differs from a new account that has its name, one that both sides have changed, one that nobody has. */
  async function somethingToDo(mark: string): Promise<string[]> {
    const [changed, merged, same] = (await scene.couplings('CUSTOMER')).slice(0, 3);
    await edit(undefined, { number: `NEW-${mark}`, displayName: `New ${mark}` });
    await edit(undefined, { number: `MATCH-${mark}`, displayName: `Match ${mark}`, city: 'Leeds' });
    await scene.sales.edit({ table: 'account', values: { name: `Match ${mark}`, customertypecode: 3, address1_city: 'York' } });
    await edit(changed!.businessCentralId, { city: `City ${mark}` });
    await edit(merged!.businessCentralId, { addressLine1: `1 ${mark} Street` });
    await scene.sales.edit({ table: 'account', key: merged!.salesId, values: { address1_city: `Town ${mark}` } });
    return [`NEW-${mark}`, `MATCH-${mark}`, ...[changed, merged, same].map((coupling) => String(coupling!.businessKey))];
  }

  it('counts as the page of a worker that has lived to report', async () => {
    const undisturbed = await carry(randomUUID(), 1, await somethingToDo('A'));
    expect(undisturbed).toEqual({ seen: 5, inserted: 1, modified: 3, unchanged: 1, coupled: 2, merged: 2, overwritten: 1 });
    const numbers = await somethingToDo('B');
    const pageId = randomUUID();
    const [first, second, third] = [await carry(pageId, 1, numbers), await carry(pageId, 2, numbers), await carry(pageId, 3, numbers)];
    expect(first).toEqual(undisturbed);
    expect(second).toEqual(undisturbed);
    expect(third).toEqual(undisturbed);
  });

  it('writes nothing a second time', async () => {
    const pageId = randomUUID();
    const numbers = await somethingToDo('C');
    await carry(pageId, 1, numbers);
    const since = await scene.sales.now();
    await carry(pageId, 2, numbers);
    expect(await scene.sales.history(since)).toEqual([]);
  });

  it('leaves the counts of other pages alone: a later one finds nothing to do', async () => {
    const numbers = await somethingToDo('D');
    await carry(randomUUID(), 1, numbers);
    expect(await carry(randomUUID(), 2, numbers)).toEqual({ seen: 5, unchanged: 5 });
  });
});

describe('a worker that is killed between the confirmation and the report', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    await scene.synchronize('CUSTOMER');
  });

  afterAll(() => scene.close());

  it('leaves counters and lists as if it had lived: what was written is counted, what was overwritten is listed with its value', async () => {
    const [changed] = await scene.couplings('CUSTOMER');
    const { businessCentralId = '', salesId = '' } = changed ?? {};
    const before = (await scene.sales.row('account', salesId))?.['creditlimit'];
    await scene.sales.edit({ table: 'account', key: salesId, values: { creditlimit: 987_654 } });
    await scene.businessCentral.edit(
      { table: 'customers', key: businessCentralId, values: { city: 'Leeds' } },
      { table: 'customers', values: { number: 'LIVED', displayName: 'Lived to tell' } },
    );
    const deaths = { at: ['after-confirm'], mapping: 'CUSTOMER' } as const;
    let jobs: readonly JobView[] = [];
    await whileWorkersDie(stage(), deaths, async () => {
      ({ jobs } = await scene.rest.send<JobsStarted>('POST', scene.path('/mappings/CUSTOMER/synchronize'), {
        direction: 'toSales',
        full: true,
      }));
    });
    await scene.untilIdle();
    const { counters } = await scene.rest.send<JobView>('GET', scene.path(`/jobs/${jobs[0]?.id}`));
    expect(counters).toMatchObject({ inserted: 1, modified: 1, coupled: 1, overwritten: 1 });
    const lists = await scene.issues({ recordId: businessCentralId, kind: 'overwritten' });
    expect(lists).toEqual([
      expect.objectContaining({
        recordId: businessCentralId,
        details: expect.objectContaining({ lost: { creditlimit: 987_654 } }) as object,
      }),
    ]);
    expect(await scene.sales.row('account', salesId)).toMatchObject({ address1_city: 'Leeds', creditlimit: before });
    expect(await scene.sales.where('account', 'name', 'Lived to tell')).toHaveLength(1);
  });
});
