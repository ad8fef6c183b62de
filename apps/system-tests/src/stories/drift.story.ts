/** What differs though no change feed has told: a compare of everything that is coupled finds it, and repairs it. */
import type { DriftList, DriftView } from '@tandem/contracts/drift';
import { eventually } from '@tandem/platform/testing/eventually';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

describe('a compare of everything that is coupled', () => {
  let scene: Scene;
  let coupled: number;

  beforeAll(async () => {
    scene = await Scene.open(stage());
    await scene.fullSync();
    coupled = (await scene.couplings('CUSTOMER')).length;
  });

  afterAll(() => scene.close());

  /** Compares customers; answers what was found in each direction. */
  async function compare(): Promise<Readonly<Record<'toSales' | 'fromSales', DriftView>>> {
    await scene.rest.send<DriftList>('POST', scene.path('/drift'), { mapping: 'CUSTOMER' });
    await scene.untilIdle();
    const { items } = await scene.rest.send<DriftList>('GET', scene.path('/drift'));
    const of = (direction: DriftView['direction']) => items.find((one) => one.mapping === 'CUSTOMER' && one.direction === direction)!;
    return { toSales: of('toSales'), fromSales: of('fromSales') };
  }

  it('finds nothing where everything is in step', async () => {
    const { toSales, fromSales } = await compare();
    expect(toSales).toMatchObject({ state: 'finished', compared: coupled, repaired: 0, deleted: 0, conflicts: 0, failed: 0 });
    expect(fromSales).toMatchObject({ state: 'finished', compared: coupled, repaired: 0, deleted: 0 });
  });

  it('puts right what somebody has typed into a field that only Business Central decides, and lists what was there', async () => {
    const [customer] = await scene.couplings('CUSTOMER');
    const { salesId = '', businessCentralId = '' } = customer ?? {};
    const limit = async () => (await scene.sales.row('account', salesId))?.['creditlimit'];
    const before = await limit();
    await scene.sales.edit({ table: 'account', key: salesId, values: { creditlimit: 987_654 } });
    await scene.synchronize('CUSTOMER');
    expect(await limit()).toBe(987_654);
    expect((await compare()).toSales).toMatchObject({ compared: coupled, repaired: 1, overwritten: 1 });
    expect(await limit()).toBe(before);
    const [issue] = await scene.issues({ mapping: 'CUSTOMER', kind: 'overwritten' });
    expect(issue).toMatchObject({ recordId: businessCentralId, details: { lost: { creditlimit: 987_654 } } });
  });

  it('carries a change that has not travelled yet', async () => {
    const [, customer] = await scene.couplings('CUSTOMER');
    const { salesId = '', businessCentralId = '' } = customer ?? {};
    await scene.businessCentral.edit({ table: 'customers', key: businessCentralId, values: { city: 'Driftwood' } });
    expect((await compare()).toSales).toMatchObject({ repaired: 1, overwritten: 0 });
    await eventually(async () => expect(await scene.sales.row('account', salesId)).toMatchObject({ address1_city: 'Driftwood' }), patient);
  });
});
