import { ConnectionView, disableConnection, Finding, testConnection } from '@tandem/contracts/connection';
import { reportTrouble } from '@tandem/contracts/connection-access';
import { BothSystems } from './both-systems.fixture';
import { AvailabilityPage } from './domain/availability-page';
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

const firstRow = async (table: string): Promise<Record<string, string>> =>
  (await systems.sales.control<{ rows: Record<string, string>[] }>('GET', `rows/${table}`)).rows[0] ?? {};

const editSolution = async (change: object): Promise<unknown> => {
  const { rows } = await systems.sales.control<{ rows: Record<string, string>[] }>('GET', 'rows/solution');
  const key = rows.find(({ uniquename }) => uniquename === 'tandem_salesintegration')?.solutionid;
  return systems.sales.edit({ table: 'solution', key, ...change });
};

/** The orders that wait for the back office. */
async function submittedOrders(): Promise<string[]> {
  const { rows } = await systems.sales.control<{ rows: { salesorderid: string; statecode: number }[] }>('GET', 'rows/salesorder');
  return rows.filter(({ statecode }) => statecode === 1).map(({ salesorderid }) => salesorderid);
}

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

const leavesOrders = async (): Promise<unknown> => (await firstRow('organization')).issopintegrationenabled;

describe('the hand-over of submitted orders', () => {
  const on = { options: { salesOrderIntegration: 'legacy' } } as const;

  it('is not turned on before a person has confirmed it; nothing has changed then', async () => {
    const { id } = await systems.create();
    const before = await systems.enable(id);
    await expect(systems.change(id, on)).rejects.toMatchObject({
      kind: 'blocked',
      code: 'setup.orderConfirm',
      message: expect.stringContaining('orders and invoices'),
      details: { help: expect.stringContaining('confirm: true') },
    });
    expect([await systems.read(id), await leavesOrders()]).toEqual([before, false]);
  });

  it('is not chosen for a new connection either before it is confirmed', async () => {
    const body = await systems.body(on);
    await expect(systems.running.create({ ...body, confirm: false })).rejects.toMatchObject({ code: 'setup.orderConfirm' });
  });

  it('says in Sales who owns orders as soon as it is turned on, and again when it is turned off', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    expect(await systems.change(id, { ...on, confirm: true })).toMatchObject(on);
    expect(await leavesOrders()).toBe(true);
    const waiting = await submittedOrders();
    await systems.sales.edit(...waiting.map((key) => ({ table: 'salesorder', key, values: { statecode: 2, statuscode: 4 } })));
    await systems.change(id, { options: { salesOrderIntegration: 'off' } });
    expect(await leavesOrders()).toBe(false);
  });

  it('is not turned on without the solution', async () => {
    const { id } = await systems.create();
    const before = await systems.enable(id);
    await editSolution({ remove: true });
    await expect(systems.change(id, { ...on, confirm: true })).rejects.toMatchObject({ code: 'setup.solutionMissing' });
    expect([await systems.read(id), await leavesOrders()]).toEqual([before, false]);
  });

  it('needs the privilege to say so in Sales, which the checks name', async () => {
    const { id } = await systems.create(on);
    await systems.sales.control('PUT', 'roles/Tandem Integration Administrator', { privileges: { prvReadOrganization: 'Global' } });
    expect((await finding(id, 'salesPrivileges'))?.cause).toContain('prvWriteOrganization');
  });

  it('is not turned off while orders wait for it; nothing has changed then', async () => {
    const { id } = await systems.create(on);
    const before = await systems.enable(id);
    const waiting = await submittedOrders();
    expect(waiting.length).toBeGreaterThan(0);
    const off = () => systems.change(id, { options: { salesOrderIntegration: 'off' } });
    await expect(off()).rejects.toMatchObject({
      kind: 'blocked',
      code: 'setup.submittedOrders',
      details: { count: waiting.length, help: expect.any(String) },
    });
    expect([await systems.read(id), await leavesOrders()]).toEqual([before, true]);
    await systems.sales.edit(...waiting.map((key) => ({ table: 'salesorder', key, values: { statecode: 2, statuscode: 4 } })));
    expect((await off()).options.salesOrderIntegration).toBe('off');
  });
});

describe('what works as it is but should be looked after', () => {
  it('is a warning: orders are handed over while the organisation does not expect it, until the connection is enabled', async () => {
    const { id } = await systems.create({ options: { salesOrderIntegration: 'legacy' } });
    expect(await finding(id, 'organizationSettings')).toMatchObject({ state: 'warned', code: 'setup.orderIntegrationOff' });
    expect(await systems.enable(id)).toMatchObject({ enabled: true });
    expect(await finding(id, 'organizationSettings')).toMatchObject({ state: 'passed' });
  });
});

describe('the row of a connection in Sales', () => {
  const webUrl = 'https://businesscentral.dynamics.com/contoso';
  const rows = async (): Promise<Record<string, unknown>[]> =>
    (await systems.sales.control<{ rows: Record<string, unknown>[] }>('GET', 'rows/tandem_connection')).rows;

  it('is written when it is enabled, kept right by changes, and removed when it is disabled', async () => {
    const { id, name } = await systems.create({ options: { businessCentralWebUrl: webUrl } });
    const { facts } = await systems.enable(id);
    const nobodySignsIn = { tandem_availabilityurl: null, tandem_signinauthority: null, tandem_signinclientid: null };
    const row = { tandem_companyid: facts?.companyId, tandem_name: name, tandem_webclienturl: webUrl, ...nobodySignsIn };
    expect(await rows()).toEqual([expect.objectContaining(row)]);
    await systems.change(id, { options: { businessCentralWebUrl: `${webUrl}/new` } });
    await systems.enable(id);
    expect(await rows()).toEqual([expect.objectContaining({ tandem_webclienturl: `${webUrl}/new` })]);
    await systems.running.bus.ask(disableConnection, { connectionId: id });
    expect(await rows()).toEqual([]);
  });

  it('tells with item availability where Tandem answers and people sign in, and never a secret', async () => {
    const { id } = await systems.create({ options: { itemAvailability: true } });
    const signIn = { oidcIssuer: 'https://login.example', oidcPublicClientId: 'availability-page' };
    Object.assign(systems.running.service.app.get(AvailabilityPage), { ...signIn, tandemPublicUrl: 'https://tandem.example/' });
    await systems.enable(id);
    const [row] = await rows();
    expect(row).toMatchObject({
      tandem_availabilityurl: `https://tandem.example/api/v1/connections/${id}/item-availability`,
      tandem_signinauthority: 'https://login.example',
      tandem_signinclientid: 'availability-page',
    });
    expect(JSON.stringify(row)).not.toMatch(/secret|key/i);
  });

  it('that Sales refuses leaves the connection disabled and Sales as it was', async () => {
    const created = await systems.create({ options: { salesOrderIntegration: 'legacy' } });
    const body = JSON.stringify({ error: { code: '0x80040265', message: 'A plug-in does not want this row.' } });
    const match = { method: 'POST', path: 'tandem_connections' };
    await systems.sales.control('PUT', 'faults/plug-in', { match, action: { kind: 'answer', status: 400, body } });
    await expect(systems.enable(created.id)).rejects.toMatchObject({ code: 'record.plugInRefused' });
    await systems.sales.control('DELETE', 'faults');
    expect([await systems.read(created.id), await rows(), await leavesOrders()]).toEqual([created, [], false]);
  });

  it('keeps nobody from disabling while Sales does not answer', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    const match = { path: 'tandem_connections' };
    await systems.sales.control('PUT', 'faults/down', { match, action: { kind: 'answer', status: 403, body: '{}' } });
    expect(await systems.running.bus.ask(disableConnection, { connectionId: id })).toMatchObject({ state: 'disabled' });
    await systems.sales.control('DELETE', 'faults');
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

describe('a connection that runs', () => {
  it('disables itself where a worker may not create records any more, and says why', async () => {
    const { id } = await systems.create();
    const { options } = await systems.enable(id);
    const message = 'Principal user (Id=1, type=8) is missing prvCreateAccount privilege.';
    await systems.running.bus.ask(reportTrouble, { connectionId: id, code: 'access.privilegeMissing', message });
    const stopped = await systems.read(id);
    expect(stopped).toMatchObject({ enabled: false, state: 'disabled', options });
    expect(stopped.reason).toContain('prvCreateAccount');
    expect(stopped.reason).toContain('setup.autoDisabled');
    const again = await systems.enable(id);
    expect([again.state, again.reason]).toEqual(['enabled', undefined]);
  });
});

describe('a connection that leads to a copy of its organisation', () => {
  const copy = '0c0c0c0c-0c0c-4c0c-8c0c-0c0c0c0c0c0c';
  const copied = (): Promise<unknown> => systems.sales.control('PUT', 'organization', { organizationId: copy });
  const stopped = { enabled: false, state: 'disabled', reason: expect.stringContaining(copy) };

  it('is not enabled, though it was only tested before', async () => {
    const { id } = await systems.create();
    await findingsOf(id);
    await copied();
    await expect(systems.enable(id)).rejects.toMatchObject({ code: 'connection.environmentChanged', details: { found: copy } });
    expect(await systems.read(id)).toMatchObject({ enabled: false });
  });

  it('is stopped by a test, which says why', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await copied();
    expect(await finding(id, 'salesEnvironment')).toMatchObject({ state: 'failed', code: 'connection.environmentChanged' });
    expect(await systems.read(id)).toMatchObject(stopped);
  });

  it('is stopped as soon as a worker asks for access, which it does not get', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await copied();
    await expect(systems.access(id, 'sales')).rejects.toMatchObject({ code: 'connection.environmentChanged' });
    expect(await systems.read(id)).toMatchObject(stopped);
    await expect(systems.access(id, 'businessCentral')).rejects.toMatchObject({ code: 'connection.notEnabled' });
  });

  it('runs again once a person has accepted the new environment', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await expect(systems.accept(id)).rejects.toMatchObject({ code: 'connection.mustBeDisabled' });
    await copied();
    await findingsOf(id);
    await expect(systems.enable(id)).rejects.toMatchObject({ code: 'connection.environmentChanged' });
    expect(await systems.accept(id)).toMatchObject({ enabled: false });
    expect(await systems.enable(id)).toMatchObject({ enabled: true, facts: { salesOrganizationId: copy } });
  });

  it('is not meant where the address was corrected before the first enabling', async () => {
    const { id } = await systems.create();
    await findingsOf(id);
    await systems.change(id, { businessCentral: { companyName: 'Fabrikam' } });
    await systems.change(id, { businessCentral: { companyName: 'CRONUS International Ltd.' } });
    await copied();
    expect(await systems.enable(id)).toMatchObject({ facts: { salesOrganizationId: copy } });
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
