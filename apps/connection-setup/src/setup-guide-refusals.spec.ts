import { readConnectionAudit } from '@tandem/contracts/audit';
import { asFailure } from '@tandem/domain/failure';
import { eventually } from '@tandem/platform/testing/eventually';
import { BothSystems } from './both-systems.fixture';
import { Walk } from './walk.fixture';

let systems: BothSystems;
let walk: Walk;
let walks = 0;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);
afterAll(() => systems?.stop());
beforeEach(async () => {
  await systems.sales.control('POST', 'reset', {});
  await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 0 });
  walk = await Walk.begin(systems, `Walk ${++walks}`);
});

const refused = (asked: Promise<unknown>, code: string) => expect(asked).rejects.toMatchObject({ code });

const whyRefused = (asked: Promise<unknown>): Promise<object> =>
  asked.then(
    () => ({ code: 'not refused' }),
    (thrown: unknown) => {
      const { code, message, details } = asFailure(thrown);
      return { code, message, field: details['field'], help: details.help };
    },
  );

describe('what a person enters', () => {
  it('is refused where the step does not ask for it, and nothing of it is kept', async () => {
    await refused(walk.enter('sales-address', { options: { itemAvailability: true } }), 'setup.notOfThisStep');
    await refused(walk.enter('dry-run', { sales: { url: walk.parts.salesUrl } }), 'setup.notOfThisStep');
    await refused(walk.enter('dessert'), 'setupStep.notFound');
    expect(await walk.read()).toMatchObject({ version: 0 });
  });

  it('is refused by both ways of changing a connection alike', async () => {
    const wrong = [
      ['sales-address', { sales: { url: 'ftp://contoso.crm4.dynamics.com' } }],
      ['credentials', { sales: { username: 'tandem', password: 'a password' } }],
      ['credentials', { sales: { certificate: 'no certificate' } }],
    ] as const;
    for (const [step, body] of wrong) {
      const byHand = await whyRefused(systems.change(walk.connectionId, body));
      expect(byHand).toMatchObject({ code: expect.stringMatching(/^setup\./) });
      expect(await whyRefused(walk.enter(step, body))).toEqual(byHand);
    }
  });

  it('is refused where somebody else has entered something since it was read', async () => {
    const { version } = await walk.read();
    await walk.enter('sales-address', { sales: { url: walk.parts.salesUrl } }, version);
    const late = walk.enter('business-central-environment', { businessCentral: { url: walk.parts.centralUrl } }, version);
    await refused(late, 'connection.changedMeanwhile');
  });

  it('is taken back with nothing at all', async () => {
    await walk.enter('sales-address', { sales: { url: walk.parts.salesUrl } });
    expect(await walk.enter('sales-address')).toMatchObject({ state: 'open', missing: ['sales.url'], canBeConfirmed: false });
    await refused(walk.confirm('sales-address'), 'setup.stepNotReady');
  });

  it('keeps a secret that is left out as it was entered, and forgets it with the rest', async () => {
    const { sales = {} } = walk.parts.accounts;
    const { clientSecret, ...others } = sales;
    await walk.enter('credentials', { sales: { clientSecret } });
    expect((await walk.enter('credentials', { sales: others })).entered).toMatchObject({ 'sales.clientSecret': true });
    expect((await walk.enter('credentials')).entered).toBeUndefined();
  });

  it('stands in the audit trail by its names, never by its values', async () => {
    await walk.enter('credentials', walk.parts.accounts);
    const { entries } = await systems.running.bus.ask(readConnectionAudit, { connectionId: walk.connectionId, limit: 100, after: 0 });
    const entered = entries.filter(({ action }) => action === 'setup.entered');
    expect(entered).toMatchObject([{ target: 'credentials', fields: expect.arrayContaining(['sales.clientSecret', 'sales.clientId']) }]);
    expect(JSON.stringify(entries)).not.toContain(walk.parts.accounts.sales?.clientId);
  });
});

describe('a change by hand', () => {
  it('does for the guide what its steps would have done', async () => {
    const { name: _name, ...body } = await systems.body();
    await systems.change(walk.connectionId, body);
    const states = (await walk.read()).steps.map(({ key, state }) => `${key} ${state}`);
    expect(states.slice(0, 9)).toEqual([
      'sales-address done',
      'business-central-environment done',
      'credentials done',
      'company done',
      'experience done',
      'solution-import notNeeded',
      'integration-user done',
      'web-service-user notNeeded',
      'sales-order-user notNeeded',
    ]);
  });
});

describe('another account for sales orders', () => {
  const orders = { salesOrderIntegration: 'bidirectional' } as const;

  it('is taken without roles, which the import assigns to it as well', async () => {
    await walk.toTheCompany();
    const salesOrderUser = await systems.sales.account('User Without Role');
    expect(await walk.enter('sales-order-user', { options: orders, salesOrderUser })).toMatchObject({
      state: 'open',
      canBeConfirmed: true,
    });
    expect(await walk.confirm('sales-order-user')).toMatchObject({
      state: 'failed',
      findings: expect.arrayContaining([expect.objectContaining({ check: 'salesOrderUser', code: 'setup.noRoles' })]),
    });
    await walk.confirm('solution-import', await systems.sales.account('Sales Administrator'));
    await eventually(async () => expect(await walk.step('sales-order-user')).toMatchObject({ state: 'done' }));
  });

  it('is refused as a draft already where it is a System Administrator', async () => {
    await walk.toTheCompany();
    const salesOrderUser = await systems.sales.account('Integration User With Too Many Rights');
    const step = await walk.enter('sales-order-user', { options: orders, salesOrderUser });
    expect(step).toMatchObject({ state: 'failed', canBeConfirmed: false });
    await refused(walk.confirm('sales-order-user'), 'setup.stepNotReady');
  });
});

describe('the web-service user of a company on-premises', () => {
  const user = { username: 'TANDEM', accessKey: 'c2ltdWxhdGVkLXdlYi1zZXJ2aWNlcy1hY2Nlc3Mta2U=' };

  beforeEach(async () => {
    await walk.take('sales-address', { sales: { url: walk.parts.salesUrl } });
    await walk.take('business-central-environment', { businessCentral: { url: `${systems.businessCentral.url}/BC` } });
    await walk.take('credentials', { sales: walk.parts.accounts.sales, businessCentral: user });
    await walk.take('company', { businessCentral: { companyName: walk.parts.companyName } });
  });

  it('is let in with its access key, and not with another one', async () => {
    const entered = (accessKey: string) =>
      walk.enter('web-service-user', { options: { itemAvailability: true }, webService: { ...user, accessKey } });
    expect(await entered('bm90IHRoZSBhY2Nlc3Mga2V5')).toMatchObject({
      state: 'failed',
      canBeConfirmed: false,
      findings: [{ check: 'webServiceUser', code: 'setup.connectionFailed', cause: expect.stringMatching(/^Web-service user/) }],
    });
    expect(await entered(user.accessKey)).toMatchObject({ state: 'open', canBeConfirmed: true });
    expect(await walk.confirm('web-service-user')).toMatchObject({ state: 'done' });
  });
});

describe('what is wrong in the two systems', () => {
  it('a company below Suite ends the guide with the reason, until its experience is higher', async () => {
    const { rows } = await systems.businessCentral.control<{ rows: { id: string }[] }>('GET', 'rows/companyExperience');
    const key = rows[0]?.id ?? '';
    await systems.businessCentral.edit({ table: 'companyExperience', key, values: { experience: 'Basic' } });
    await walk.toTheCompany();
    expect(await walk.step('experience')).toMatchObject({
      state: 'failed',
      findings: [{ code: 'setup.noAccess', cause: expect.stringContaining('Basic'), remedy: expect.stringContaining('Essential') }],
    });
    expect(await walk.step('solution-import')).toMatchObject({ state: 'notNeeded', waitsFor: ['experience'], canBeConfirmed: false });
    await refused(walk.enter('survey'), 'setup.stepNotReady');
    await systems.businessCentral.edit({ table: 'companyExperience', key, values: { experience: 'Premium' } });
    expect(await walk.enter('experience')).toMatchObject({ state: 'done' });
  });

  it('an integration user who is System Administrator is refused, and why', async () => {
    const mighty = await systems.sales.account('Integration User With Too Many Rights');
    const { sales, businessCentral } = walk.parts.accounts;
    await walk.take('sales-address', { sales: { url: walk.parts.salesUrl } });
    await walk.take('business-central-environment', { businessCentral: { url: walk.parts.centralUrl } });
    expect(await walk.take('credentials', { sales: { ...sales, ...mighty }, businessCentral })).toMatchObject({ state: 'done' });
    const findings = expect.arrayContaining([expect.objectContaining({ check: 'salesRoles', code: 'setup.userIsAdmin' })]);
    expect(await walk.step('integration-user')).toMatchObject({ findings });
  });

  it('is looked at again when a person runs the check of the step; missing roles lead back to the import, which assigns them', async () => {
    await walk.toTheCompany();
    expect(await walk.step('integration-user')).toMatchObject({ state: 'done' });
    const { clientId = '' } = walk.parts.accounts.sales ?? {};
    await systems.sales.control('PUT', `users/${clientId}`, { roles: [] });
    expect(await walk.enter('integration-user')).toMatchObject({
      waitsFor: ['solution-import'],
      findings: expect.arrayContaining([expect.objectContaining({ check: 'salesRoles', code: 'setup.noRoles' })]),
    });
  });
});
