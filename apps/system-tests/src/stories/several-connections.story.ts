/** Two companies of Business Central that share one Sales organisation: a connection each, and neither touches what is the other's. */
import { randomUUID } from 'node:crypto';
import { eventually } from '@tandem/platform/testing/eventually';
import { EventClient } from '../stage/event-client';
import { stage } from '../stage/on-stage';
import { patient, Scene } from '../stage/scene';

const fabrikam = { id: 'a9d3c6e1-2f44-4f6e-9d0b-6a1c3f5e7b92', name: 'Fabrikam Ltd.' };
const [activeAccount, customerType] = [0, 3];
const accountOf = (companyId: string, name: string) => ({
  name,
  statecode: activeAccount,
  customertypecode: customerType,
  tandem_companyid: companyId,
});

describe('two companies that share one Sales organisation', () => {
  const [reseller, workshop] = [randomUUID(), randomUUID()];
  let cronus: Scene;
  let other: Scene;
  let heard: EventClient;

  beforeAll(async () => {
    cronus = await Scene.open(stage());
    await cronus.businessCentral.addCompany(fabrikam);
    await cronus.fullSync();
    await cronus.sales.edit(
      { table: 'account', key: reseller, values: accountOf(fabrikam.id, 'Fabrikam Reseller') },
      { table: 'account', key: workshop, values: accountOf(fabrikam.id, 'Fabrikam Workshop') },
    );
    other = await Scene.beside(stage(), { companyName: fabrikam.name });
    const address = `${cronus.rest.url}${cronus.path('/events')}`;
    heard = await EventClient.open(address, { token: cronus.rest.token });
    await other.fullSync();
  });

  afterAll(async () => {
    heard.close();
    await cronus.businessCentral.removeFault('fabrikam');
    await other.close();
    await cronus.close();
  });

  it('share no customer: each has accounts that bear its company', async () => {
    const [ofCronus, ofFabrikam] = [await cronus.couplings('CUSTOMER'), await other.couplings('CUSTOMER')];
    const theirs = ofFabrikam.map(({ salesId }) => salesId);
    expect(theirs).toEqual(expect.arrayContaining([reseller, workshop]));
    expect(ofCronus.length).toBeGreaterThan(20);
    expect(ofCronus.filter(({ salesId }) => theirs.includes(salesId))).toEqual([]);
    const companies = await Promise.all(theirs.map(async (id) => (await cronus.sales.row('account', id ?? ''))?.['tandem_companyid']));
    expect(new Set(companies)).toEqual(new Set([fabrikam.id]));
  });

  it('share the currencies of Sales: each couples them for itself', async () => {
    const [ofCronus, ofFabrikam] = [await cronus.couplings('CURRENCY'), await other.couplings('CURRENCY')];
    expect(ofFabrikam.length).toBeGreaterThan(0);
    expect(ofCronus.map(({ salesId }) => salesId)).toEqual(expect.arrayContaining(ofFabrikam.map(({ salesId }) => salesId)));
    expect(ofCronus.filter(({ id }) => ofFabrikam.some((coupling) => coupling.id === id))).toEqual([]);
  });

  it('hear of themselves, and nothing of each other', async () => {
    await cronus.synchronize('CUSTOMER');
    await eventually(() => heard.events.length > 0, patient);
    expect(JSON.stringify(heard.events)).toContain(cronus.connectionId);
    expect(JSON.stringify(heard.events)).not.toContain(other.connectionId);
  });

  it('an edit travels to the company whose account it is, and to no other', async () => {
    await cronus.sales.edit({ table: 'account', key: workshop, values: { address1_city: 'Leeds' } });
    await cronus.synchronize('CUSTOMER');
    expect((await cronus.couplings('CUSTOMER')).map(({ salesId }) => salesId)).not.toContain(workshop);
    await other.synchronize('CUSTOMER');
    const { items } = await other.rest.send<{ items: { counters: { modified: number } }[] }>(
      'GET',
      other.path('/jobs?mapping=CUSTOMER&limit=10'),
    );
    expect(items.some(({ counters }) => counters.modified === 1)).toBe(true);
  });

  it('the trouble of one is no trouble of the other', async () => {
    await cronus.businessCentral.refuse('fabrikam', { path: fabrikam.id }, 401);
    await other.rest.send('POST', other.path('/mappings/CUSTOMER/synchronize'), { direction: 'toSales' });
    await eventually(async () => (await stateOf(other)) === 'needsAttention', patient);
    const { businessCentralId } = (await cronus.couplings('CUSTOMER'))[0]!;
    await cronus.businessCentral.edit({ table: 'customers', key: businessCentralId ?? '', values: { city: 'York' } });
    await cronus.synchronize('CUSTOMER');
    expect(await stateOf(cronus)).toBe('enabled');
    expect((await cronus.sales.where('account', 'address1_city', 'York')).length).toBeGreaterThan(0);
  });
});

const stateOf = async (scene: Scene) => (await scene.rest.send<{ state: string }>('GET', scene.path(''))).state;
