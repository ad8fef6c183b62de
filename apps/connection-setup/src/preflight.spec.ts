import { ConnectionView, disableConnection, Finding, testConnection } from '@tandem/contracts/connection';
import { BothSystems } from './both-systems.fixture';
import { Connections } from './domain/connections';
import { InspectConnection } from './use-cases/inspect-connection';

let systems: BothSystems;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);

afterEach(() => systems.sales.control('POST', 'reset', {}));
afterAll(() => systems?.stop());

const finding = (id: string, check: string): Promise<Finding | undefined> => systems.finding(id, check);

const findingsOf = async (connectionId: string): Promise<Finding[]> =>
  (await systems.running.bus.ask(testConnection, { connectionId })).findings;

const editSolution = async (change: object): Promise<unknown> => {
  const { rows } = await systems.sales.control<{ rows: Record<string, string>[] }>('GET', 'rows/solution');
  const key = rows.find(({ uniquename }) => uniquename === 'tandem_salesintegration')?.solutionid;
  return systems.sales.edit({ table: 'solution', key, ...change });
};

/** The test finds it, with cause and remedy; enabling is refused for it; nothing else has changed. */
async function refuses(created: ConnectionView, check: string, { code, cause }: { code: string; cause: string }): Promise<void> {
  expect(await finding(created.id, check)).toMatchObject({
    state: 'failed',
    code,
    cause: expect.stringContaining(cause),
    remedy: expect.stringMatching(/^[A-Z].+\.$/),
  });
  await expect(systems.enable(created.id)).rejects.toMatchObject({ code, details: { help: expect.any(String) } });
  expect(await systems.read(created.id)).toEqual(created);
}

describe('the Sales organisation is not good enough where', () => {
  it('the integration user lacks privileges, each of which is named', async () => {
    const created = await systems.create();
    await systems.sales.control('PUT', 'roles/Tandem Integration User', { privileges: { prvReadContact: 'Global' } });
    await refuses(created, 'salesPrivileges', { code: 'setup.privilegesMissing', cause: 'prvCreateAccount, prvCreateContact' });
    expect((await finding(created.id, 'salesPrivileges'))?.cause).not.toContain('prvReadContact');
  });

  it("Tandem's solution is not installed", async () => {
    const created = await systems.create();
    await editSolution({ remove: true });
    await refuses(created, 'salesSolution', { code: 'setup.solutionMissing', cause: 'not installed' });
  });

  it("Tandem's solution is too old", async () => {
    const created = await systems.create();
    await editSolution({ values: { version: '0.0.9.0' } });
    await refuses(created, 'salesSolution', { code: 'setup.solutionOutdated', cause: '0.0.9.0' });
  });

  it('a table whose changes are followed is not tracked; the table is named', async () => {
    const created = await systems.create();
    await systems.sales.control('PATCH', 'tables/contact', { changeTracking: false });
    await refuses(created, 'changeTracking', { code: 'setup.changeTrackingOff', cause: 'for: contact.' });
    await systems.sales.control('PATCH', 'tables/contact', { changeTracking: true });
  });

  it('several things are wrong: each has its own finding', async () => {
    const { id } = await systems.create();
    await editSolution({ remove: true });
    await systems.sales.control('PUT', 'roles/Tandem Integration User', { privileges: { prvReadContact: 'Global' } });
    const failed = (await findingsOf(id)).filter(({ state }) => state === 'failed').map(({ code }) => code);
    expect(failed).toEqual(['setup.privilegesMissing', 'setup.solutionMissing']);
  });
});

describe('one system alone', () => {
  it('is checked while nothing is entered about the other', async () => {
    const { sales } = await systems.body();
    const { id } = await systems.running.create({ name: 'Sales only', sales });
    const { app } = systems.running.service;
    const { findings, failure } = await app.get(InspectConnection).side(await app.get(Connections).get(id), 'sales');
    expect(failure).toBeUndefined();
    expect(findings.every(({ state, side }) => state === 'passed' && side !== 'businessCentral')).toBe(true);
    expect(findings.map(({ check }) => check)).toContain('salesPrivileges');
  });
});

describe('the user that availability is read with', () => {
  const onPremises = { url: 'http://localhost:7048/BC', clientId: undefined, clientSecret: undefined, username: 'TANDEM', password: 'p' };

  it('is needed on-premises, with its access key', async () => {
    const { id } = await systems.create({ businessCentral: onPremises, options: { itemAvailability: true } });
    expect(await finding(id, 'details')).toMatchObject({
      code: 'setup.detailsMissing',
      cause: expect.stringContaining('webService.username, webService.accessKey'),
    });
  });

  it('is not needed online', async () => {
    const { id } = await systems.create({ options: { itemAvailability: true } });
    expect(await finding(id, 'details')).toMatchObject({ state: 'passed' });
  });
});

describe('the sales order user', () => {
  const orders = { salesOrderIntegration: 'bidirectional' } as const;

  it('is not needed where the integration user hands orders over', async () => {
    const { id } = await systems.create({ options: orders });
    expect(await finding(id, 'salesOrderUser')).toMatchObject({ state: 'passed', message: expect.stringContaining('Not needed') });
  });

  it('must be what an integration user must be', async () => {
    const body = await systems.body({ options: orders });
    const account = await systems.sales.account('Integration User With Too Many Rights');
    const created = await systems.running.create({ ...body, salesOrderUser: account });
    await refuses(created, 'salesOrderUser', { code: 'setup.userIsAdmin', cause: 'Sales order user: ' });
  });

  it('may be another account in order', async () => {
    const body = await systems.body({ options: orders });
    const { id } = await systems.running.create({ ...body, salesOrderUser: await systems.sales.account('Tandem Integration') });
    expect(await finding(id, 'salesOrderUser')).toMatchObject({ state: 'passed', message: '# Tandem Integration' });
  });
});

describe('the web hooks of the solution', () => {
  it('are there after an import, switched off until they have an address', async () => {
    const { id } = await systems.create();
    expect(await finding(id, 'changeNotifications')).toMatchObject({
      state: 'passed',
      message: expect.stringMatching(/^Registered for account, contact; switched off/),
    });
  });

  it('are warned of where they are missing; the connection can be enabled, since changes are polled for', async () => {
    const { id } = await systems.create();
    const { rows } = await systems.sales.control<{ rows: Record<string, string>[] }>('GET', 'rows/sdkmessageprocessingstep');
    const key = rows.find(({ name }) => name === 'Tandem: Delete of contact')?.sdkmessageprocessingstepid;
    await systems.sales.edit({ table: 'sdkmessageprocessingstep', key, remove: true } as { table: string });
    expect(await finding(id, 'changeNotifications')).toMatchObject({
      state: 'warned',
      code: 'setup.webhooksMissing',
      cause: expect.stringContaining('changes to: contact.'),
      remedy: expect.stringContaining('Import the solution again'),
    });
    expect(await systems.enable(id)).toMatchObject({ enabled: true });
  });
});

describe('a version of Sales', () => {
  it('is a warning: the version of Sales might not work', async () => {
    const { id } = await systems.create();
    const body = JSON.stringify({ Version: '7.1.2.0' });
    const match = { method: 'GET', path: 'RetrieveVersion' };
    await systems.sales.control('PUT', 'faults/old-version', { match, action: { kind: 'answer', status: 200, body } });
    expect(await finding(id, 'salesAnswers')).toMatchObject({
      state: 'warned',
      code: 'setup.versionWarning',
      cause: expect.stringContaining('7.1.2.0'),
      remedy: expect.stringMatching(/^[A-Z].+\.$/),
    });
    expect(await systems.enable(id)).toMatchObject({ enabled: true });
    await systems.sales.control('DELETE', 'faults');
    expect(await finding(id, 'salesAnswers')).toMatchObject({ state: 'passed', message: expect.stringMatching(/ is valid$/) });
  });
});

describe('the daily checks', () => {
  it('find what has gone wrong since; the connection then needs attention, and runs again once it is put right', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await editSolution({ values: { version: '0.0.9.0' } });
    await systems.checkDaily();
    expect(await systems.read(id)).toMatchObject({ state: 'needsAttention', reason: expect.stringContaining('setup.solutionOutdated') });
    await editSolution({ values: { version: '99.0.0.0' } });
    await systems.checkDaily();
    expect(await systems.read(id)).toMatchObject({ state: 'enabled' });
    await systems.running.bus.ask(disableConnection, { connectionId: id });
  });

  it('stop a connection that leads to a copy', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await systems.sales.control('PUT', 'organization', { organizationId: '0d0d0d0d-0d0d-4d0d-8d0d-0d0d0d0d0d0d' });
    await systems.checkDaily();
    expect(await systems.read(id)).toMatchObject({ state: 'disabled', reason: expect.stringContaining('0d0d0d0d') });
  });
});
