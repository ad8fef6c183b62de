import { eventually } from '@tandem/platform/testing/eventually';
import { BothSystems } from './both-systems.fixture';
import { leaksOf } from './leaks.fixture';
import { Walk } from './walk.fixture';

let systems: BothSystems;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);
afterAll(() => systems?.stop());

describe('the guide, from a connection that has only a name', () => {
  let walk: Walk;
  let given: Walk['parts'];

  beforeAll(async () => {
    await systems.sales.control('POST', 'reset', { sample: false, solution: false });
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 0 });
    await systems.businessCentral.control('POST', 'companies', { id: '7a2f0000-0000-4000-8000-00000000000c', name: 'Fabrikam' });
    walk = await Walk.begin(systems, 'Walked');
    given = walk.parts;
  });

  it('shows every step open or not needed, and begins with the address of Sales', async () => {
    const guide = await walk.read();
    expect(guide).toMatchObject({ state: 'open', next: 'sales-address', version: 0 });
    expect(guide.steps.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'sales-address open',
      'business-central-environment open',
      'credentials open',
      'company open',
      'experience open',
      'solution-import open',
      'integration-user open',
      'web-service-user notNeeded',
      'sales-order-user notNeeded',
      'choice-of-mappings open',
      'salespeople open',
      'survey open',
      'dry-run open',
      'enable open',
      'full-synchronisation open',
    ]);
  });

  it('refuses what is no address at once, as a change by hand does', async () => {
    await expect(walk.enter('sales-address', { sales: { url: 'not an address' } })).rejects.toMatchObject({ code: 'setup.urlInvalid' });
    await expect(systems.change(walk.connectionId, { sales: { url: 'not an address' } })).rejects.toMatchObject({
      code: 'setup.urlInvalid',
    });
  });

  it('does not go on without an address of Sales', async () => {
    await expect(walk.confirm('sales-address')).rejects.toMatchObject({
      kind: 'blocked',
      code: 'setup.stepNotReady',
      message: expect.stringContaining('sales.url'),
      details: { help: expect.stringMatching(/^[A-Z].+\.$/) },
    });
    expect(await walk.read()).toMatchObject({ state: 'open', next: 'sales-address' });
  });

  it('shows the address that was entered with a path beside the one it suggests, and takes neither before it is confirmed', async () => {
    const entered = `${given.salesUrl}/main.aspx`;
    expect(await walk.enter('sales-address', { sales: { url: entered } })).toMatchObject({
      state: 'open',
      entered: { 'sales.url': entered },
      suggestions: [{ name: 'sales.url', entered, suggested: given.salesUrl }],
      canBeConfirmed: true,
    });
    expect((await walk.connection()).sales.url).toBeUndefined();
    expect(await walk.confirm('sales-address')).toMatchObject({ state: 'done', suggestions: [], confirmed: { by: expect.any(String) } });
    expect((await walk.connection()).sales.url).toBe(given.salesUrl);
  });

  it('does not confirm accounts before the addresses they go to', async () => {
    expect(await walk.enter('credentials', given.accounts)).toMatchObject({
      waitsFor: ['business-central-environment'],
      canBeConfirmed: false,
      findings: [],
    });
    await expect(walk.confirm('credentials')).rejects.toMatchObject({ code: 'setup.stepNotReady', kind: 'blocked' });
    await walk.enter('business-central-environment', { businessCentral: { url: given.centralUrl } });
    expect(await walk.confirm('business-central-environment')).toMatchObject({ state: 'done' });
  });

  it('names what a secret that is wrong leads to, and keeps the one that is right as it was entered', async () => {
    const wrong = { ...given.accounts, sales: { ...given.accounts.sales, clientSecret: 'wrong-on-purpose' } };
    expect(await walk.enter('credentials', wrong)).toMatchObject({
      state: 'failed',
      canBeConfirmed: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ check: 'salesToken', code: 'setup.connectionFailed', reason: 'credentials.secretWrong' }),
      ]),
    });
    await expect(walk.confirm('credentials')).rejects.toMatchObject({ code: 'setup.stepNotReady' });
    expect((await walk.connection()).sales.hasClientSecret).toBe(false);
  });

  it('takes the accounts once they are right; that the user has no role yet is not their matter', async () => {
    expect(await walk.enter('credentials', given.accounts)).toMatchObject({
      state: 'open',
      canBeConfirmed: true,
      entered: { 'sales.clientSecret': true, 'sales.clientId': expect.stringMatching(/^…/) },
    });
    expect(await walk.confirm('credentials')).toMatchObject({ state: 'done' });
    expect(await walk.step('integration-user')).toMatchObject({ state: 'open', waitsFor: ['solution-import'] });
  });

  it('lets the company be chosen from a list, and nobody chooses for the person', async () => {
    expect(await walk.step('company')).toMatchObject({
      state: 'open',
      missing: ['businessCentral.companyName'],
      findings: expect.arrayContaining([
        expect.objectContaining({ check: 'company', code: 'setup.companyMissing', choices: [given.companyName, 'Fabrikam'] }),
      ]),
    });
    await walk.enter('company', { businessCentral: { companyName: given.companyName } });
    expect(await walk.confirm('company')).toMatchObject({
      state: 'done',
      findings: expect.arrayContaining([expect.objectContaining({ message: given.companyName, choices: [given.companyName, 'Fabrikam'] })]),
    });
    expect(await walk.step('experience')).toMatchObject({ state: 'done', findings: [{ state: 'passed', message: 'Premium' }] });
  });

  it('imports the solution with an administrator, assigns the roles, and the user is right then', async () => {
    expect(await walk.step('solution-import')).toMatchObject({ state: 'open', asksAdministrator: true, canBeConfirmed: true });
    await walk.confirm('solution-import', await systems.sales.account('Sales Administrator'));
    await eventually(async () => expect((await walk.step('solution-import')).state).toBe('done'));
    expect(await walk.step('solution-import')).toMatchObject({ run: { state: 'done', percent: 100 } });
    expect(await walk.step('integration-user')).toMatchObject({ state: 'done' });
  });

  it('asks for the web-service user only where availability was chosen', async () => {
    expect(await walk.enter('web-service-user', { options: { itemAvailability: true } })).toMatchObject({ state: 'open', missing: [] });
    expect(await walk.enter('web-service-user')).toMatchObject({ state: 'notNeeded' });
  });

  it('takes the choice of data; the defaults count once they are confirmed', async () => {
    expect(await walk.step('choice-of-mappings')).toMatchObject({ state: 'open', canBeConfirmed: true });
    await walk.enter('choice-of-mappings', { options: { ownership: 'person' } });
    expect(await walk.confirm('choice-of-mappings')).toMatchObject({ state: 'done' });
    expect((await walk.read()).next).toBe('salespeople');
  });

  it('left no secret in any table, log or message', async () => {
    const { sales, businessCentral } = given.accounts;
    const administrator = await systems.sales.account('Sales Administrator');
    const secrets = ['wrong-on-purpose', sales?.clientSecret ?? '', businessCentral?.clientSecret ?? '', administrator.clientSecret];
    expect(await leaksOf(secrets, systems.running)).toEqual([]);
  });
});
