import { changeConnection, ConnectionView, deleteConnection, disableConnection, testConnection } from '@tandem/contracts/connection';
import { connectionSummary, connectionSurroundings } from '@tandem/contracts/connection-access';
import { BothSystems } from './both-systems.fixture';

let systems: BothSystems;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);

afterAll(() => systems?.stop());

describe('a connection that is right', () => {
  it('passes every check', async () => {
    const { id } = await systems.create();
    const { passed, findings } = await systems.running.bus.ask(testConnection, { connectionId: id });
    expect(findings.filter(({ state }) => state !== 'passed')).toEqual([]);
    expect(passed).toBe(true);
    expect(findings.map(({ message }) => message)).toEqual(
      expect.arrayContaining(['CRONUS International Ltd.', 'Premium', 'Local GBP, base of Sales USD']),
    );
  });

  it('is enabled and shows what was read from both systems', async () => {
    const { id } = await systems.create();
    const view = await systems.enable(id);
    expect(view).toMatchObject({
      enabled: true,
      state: 'enabled',
      facts: { localCurrencyCode: 'GBP', baseCurrencyCode: 'USD', currencyPrecision: 2 },
    });
    expect(await systems.read(id)).toEqual(view);
  });

  it('tells the engine who it is and what its mappings need', async () => {
    const { id } = await systems.create();
    const { facts } = await systems.enable(id);
    const summary = await systems.running.bus.ask(connectionSummary, { connectionId: id });
    const surroundings = await systems.running.bus.ask(connectionSurroundings, { connectionId: id });
    expect(summary).toMatchObject({
      enabled: true,
      salesPrincipal: '11111111-1111-4111-8111-111111111111',
      salesHost: new URL(systems.sales.url).host,
      fingerprint: `sales:${facts?.salesOrganizationId} businessCentral:${facts?.companyId}`.toLowerCase(),
    });
    expect(surroundings).toMatchObject({
      localCurrencyCode: 'GBP',
      baseCurrencyCode: 'USD',
      companyId: facts?.companyId,
      ownership: 'person',
    });
  });

  it('finds its company by id as well, and needs no choice where there is one only', async () => {
    const byName = await systems.enable((await systems.create()).id);
    const byId = await systems.create({ businessCentral: { companyName: undefined, companyId: byName.facts?.companyId } });
    const byNothing = await systems.create({ businessCentral: { companyName: undefined } });
    for (const { id } of [byId, byNothing]) expect((await systems.enable(id)).facts).toEqual(byName.facts);
  });

  it('signs in to Business Central on-premises with user and web services access key', async () => {
    const onPremises = { url: `${systems.businessCentral.url}/BC`, clientId: undefined, clientSecret: undefined };
    const key = { username: 'TANDEM', accessKey: 'c2ltdWxhdGVkLXdlYi1zZXJ2aWNlcy1hY2Nlc3Mta2U=' };
    const { id } = await systems.create({ businessCentral: { ...onPremises, ...key } });
    expect(await systems.enable(id)).toMatchObject({ enabled: true });
  });

  it('lets rows belong to the chosen team, else to the default team of its business unit', async () => {
    const { rows } = await systems.sales.control<{ rows: { teamid: string; _businessunitid_value: string }[] }>('GET', 'rows/team');
    const values = { name: 'CRONUS owners', teamtype: 0, isdefault: false, _businessunitid_value: rows[0]?._businessunitid_value };
    const { written } = await systems.sales.edit({ table: 'team', values });
    const owning = async (owningTeamId?: string): Promise<string | undefined> => {
      const { id } = await systems.create({ options: { ownership: 'team', owningTeamId } });
      await systems.enable(id);
      return (await systems.running.bus.ask(connectionSurroundings, { connectionId: id })).owningTeamId;
    };
    expect([await owning(), await owning(written[0]?.key)]).toEqual([rows[0]?.teamid, written[0]?.key]);
  });

  it('is disabled, which forgets what was read, and enabled again', async () => {
    const { id } = await systems.create();
    const { facts } = await systems.enable(id);
    const disabled = await systems.running.bus.ask(disableConnection, { connectionId: id });
    expect(disabled).toMatchObject({ enabled: false, state: 'disabled' });
    expect(disabled.facts).toBeUndefined();
    expect(await systems.enable(id)).toMatchObject({ state: 'enabled', facts });
  });

  it('is deleted only while it is disabled', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await expect(systems.running.bus.ask(deleteConnection, { connectionId: id })).rejects.toMatchObject({
      kind: 'blocked',
      code: 'connection.mustBeDisabled',
    });
    await systems.running.bus.ask(disableConnection, { connectionId: id });
    await systems.running.bus.ask(deleteConnection, { connectionId: id });
    await expect(systems.read(id)).rejects.toMatchObject({ code: 'connection.notFound' });
  });
});

describe('a connection is not enabled, and stays as it was, when', () => {
  const refused = async (created: ConnectionView, refusal: object): Promise<void> => {
    await expect(systems.enable(created.id)).rejects.toMatchObject({
      ...refusal,
      details: expect.objectContaining({ help: expect.any(String) }),
    });
    expect(await systems.read(created.id)).toEqual(created);
  };

  it('the secret of the Sales application is wrong', async () => {
    const created = await systems.create({ sales: { clientSecret: 'wrong' } });
    await refused(created, { kind: 'misconfigured', code: 'setup.connectionFailed', message: expect.stringContaining('AADSTS7000215') });
  });

  it('the secret of the Business Central application is wrong', async () => {
    const created = await systems.create({ businessCentral: { clientSecret: 'wrong' } });
    await refused(created, { code: 'setup.connectionFailed', message: expect.stringMatching(/^Business Central: AADSTS7000215/) });
  });

  it('the tenant does not exist', async () => {
    await refused(await systems.create({ sales: { tenantId: 'nobody.example' } }), {
      code: 'setup.connectionFailed',
      message: expect.stringContaining('AADSTS90002'),
    });
  });

  it.each([
    ['is not a user of the organisation', 'Not a User Here', 'setup.userNotFound'],
    ['is disabled', 'Disabled User', 'setup.userNotActive'],
    ['has no role', 'User Without Role', 'setup.noRoles'],
    ['lacks the roles of the integration', 'Reads Own Rows', 'setup.missingBCRoles'],
    ['is a System Administrator', 'Integration User With Too Many Rights', 'setup.userIsAdmin'],
  ])('the Sales account %s', async (_what, application, code) => {
    await refused(await systems.create({ sales: await systems.sales.account(application) }), { kind: 'misconfigured', code });
  });

  it('the company does not exist', async () => {
    const created = await systems.create({ businessCentral: { companyName: 'Fabrikam' } });
    await refused(created, { code: 'setup.companyMissing', message: 'Business Central has no company Fabrikam.' });
  });

  it('the companion extension is not installed', async () => {
    await systems.businessCentral.control('PUT', 'companion', { installed: false });
    await refused(await systems.create(), { code: 'setup.extensionMissing' });
    await systems.businessCentral.control('PUT', 'companion', { installed: true });
  });

  it('the experience of the company is Basic', async () => {
    const { rows } = await systems.businessCentral.control<{ rows: { id: string }[] }>('GET', 'rows/companyExperience');
    const key = rows[0]?.id ?? '';
    await systems.businessCentral.edit({ table: 'companyExperience', key, values: { experience: 'Basic' } });
    await refused(await systems.create(), { code: 'setup.noAccess', message: expect.stringContaining('Basic') });
    await systems.businessCentral.edit({ table: 'companyExperience', key, values: { experience: 'Premium' } });
  });

  it('the local currency is missing in Sales', async () => {
    const { rows } = await systems.sales.control<{ rows: Record<string, string>[] }>('GET', 'rows/transactioncurrency');
    const key = rows.find(({ isocurrencycode }) => isocurrencycode === 'GBP')?.transactioncurrencyid ?? '';
    await systems.sales.edit({ table: 'transactioncurrency', key, values: { isocurrencycode: 'GBX' } });
    await refused(await systems.create(), { code: 'setup.lcyMissing', message: expect.stringContaining('GBP') });
    await systems.sales.edit({ table: 'transactioncurrency', key, values: { isocurrencycode: 'GBP' } });
  });

  it('rows shall belong to a team that does not exist', async () => {
    const created = await systems.create({ options: { ownership: 'team', owningTeamId: '99999999-9999-4999-8999-999999999999' } });
    await refused(created, { code: 'setup.teamMissing' });
  });
});

describe('a connection that is enabled', () => {
  it('accepts a new secret that works and refuses one that does not', async () => {
    const { id } = await systems.create();
    const before = await systems.enable(id);
    const change = async (clientSecret: string) =>
      systems.running.bus.ask(changeConnection, { connectionId: id, changes: await systems.running.sealed({ sales: { clientSecret } }) });
    await expect(change('wrong')).rejects.toMatchObject({ code: 'setup.connectionFailed', details: { reason: 'credentials.secretWrong' } });
    expect(await systems.read(id)).toEqual(before);
    const { clientId } = await systems.sales.account('Tandem Integration');
    await systems.sales.control('PUT', `registrations/${clientId}`, {
      name: 'Tandem Integration',
      secrets: [{ value: 'simulated-integration-secret' }, { value: 'rotated' }],
    });
    expect(await change('rotated')).toMatchObject({ enabled: true, version: before.version + 1 });
  });

  it('keeps its address until it is disabled', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    const changes = await systems.running.sealed({ sales: { url: 'https://other.crm4.dynamics.com' } });
    await expect(systems.running.bus.ask(changeConnection, { connectionId: id, changes })).rejects.toMatchObject({
      kind: 'blocked',
      code: 'connection.mustBeDisabled',
    });
  });
});
