import { disableConnection, Finding } from '@tandem/contracts/connection';
import { reportTrouble } from '@tandem/contracts/connection-access';
import { BothSystems } from './both-systems.fixture';
import { AvailabilityPage } from './domain/availability-page';

let systems: BothSystems;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);

afterEach(() => systems.sales.control('POST', 'reset', {}));
afterAll(() => systems?.stop());

const finding = (id: string, check: string): Promise<Finding | undefined> => systems.finding(id, check);

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
