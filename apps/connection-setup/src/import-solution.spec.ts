import { readConnectionAudit } from '@tandem/contracts/audit';
import { ConnectionView, disableConnection } from '@tandem/contracts/connection';
import { SalesSystem } from '@tandem/contracts/connection-body';
import { AdministratorAccount, importSolution, solutionImport, SolutionImportView } from '@tandem/contracts/solution-import';
import { selfSignedCertificate } from '@tandem/connectors/testing/self-signed-certificate';
import { Clock } from '@tandem/domain/clock';
import { eventually } from '@tandem/platform/testing/eventually';
import { BothSystems } from './both-systems.fixture';
import { leaksOf } from './leaks.fixture';

type Row = Readonly<Record<string, string>>;

const failing = (asked: Promise<unknown>, code: string, kind: string) => expect(asked).rejects.toMatchObject({ code, kind });

describe("importing Tandem's solution into Sales", () => {
  let systems: BothSystems;
  let connection: ConnectionView;
  let administrator: AdministratorAccount;

  beforeAll(async () => {
    systems = await BothSystems.start();
  });
  afterAll(() => systems.stop());

  beforeEach(async () => {
    await systems.sales.control('POST', 'reset', { sample: false, solution: false });
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 0 });
    administrator = await systems.sales.account('Sales Administrator');
    connection = await systems.create();
  });

  const asked = (account: AdministratorAccount = administrator): Promise<SolutionImportView> =>
    systems.running
      .sealed(account)
      .then((sealed) => systems.running.bus.ask(importSolution, { connectionId: connection.id, administrator: sealed }));
  const read = () => systems.running.bus.ask(solutionImport, { connectionId: connection.id });
  const ended = async (): Promise<SolutionImportView> => {
    await eventually(async () => expect((await read()).state).not.toBe('running'));
    return read();
  };
  const installed = async () => {
    const { rows } = await systems.sales.control<{ rows: { uniquename?: string; version?: string }[] }>('GET', 'rows/solution');
    return rows.find(({ uniquename }) => uniquename === 'tandem_salesintegration')?.version;
  };

  it('brings columns and roles, gives the roles to the integration user, and the connection can be enabled', async () => {
    await expect(systems.enable(connection.id)).rejects.toMatchObject({ code: 'setup.noRoles' });
    expect(await asked()).toMatchObject({ state: 'running', needed: true, percent: 0 });
    expect(await ended()).toMatchObject({
      state: 'succeeded',
      percent: 100,
      assignedRoles: ['Tandem Integration Administrator', 'Tandem Integration User'],
    });
    expect(await installed()).toMatch(/^\d+\.\d+\.\d+\.0$/);
    expect(await systems.enable(connection.id)).toMatchObject({ state: 'enabled' });
  });

  describe('where a team shall own the rows', () => {
    const rowsOf = async (table: string) => (await systems.sales.control<{ rows: Row[] }>('GET', `rows/${table}`)).rows;
    const owningTeam = async () => (await systems.read(connection.id)).options.owningTeamId;

    it('gives the company a business unit and a team of its own, which owns rows from then on; a second import changes nothing', async () => {
      connection = await systems.create({ options: { ownership: 'team' } });
      await asked();
      expect(await ended()).toMatchObject({ state: 'succeeded' });
      const { facts } = await systems.enable(connection.id);
      const unit = `CRONUS International Ltd. (${facts?.companyId})`;
      const team = (await rowsOf('team')).find(({ name }) => name === `BCI - ${unit}`);
      expect((await rowsOf('businessunit')).map(({ name }) => name)).toContain(unit);
      expect(await owningTeam()).toBe(team?.teamid);
      await systems.running.bus.ask(disableConnection, { connectionId: connection.id });
      await asked();
      await ended();
      expect((await rowsOf('team')).filter(({ name }) => name === team?.name)).toHaveLength(1);
      expect(await owningTeam()).toBe(team?.teamid);
    });

    it('leaves the team that somebody has chosen', async () => {
      const [chosen] = (await rowsOf('team')).map(({ teamid }) => teamid);
      connection = await systems.create({ options: { ownership: 'team', owningTeamId: chosen } });
      await asked();
      await ended();
      expect(await owningTeam()).toBe(chosen);
      expect(await rowsOf('businessunit')).toHaveLength(1);
    });

    it('makes no unit where people own rows', async () => {
      await asked();
      await ended();
      expect([await owningTeam(), await rowsOf('businessunit')]).toEqual([undefined, [expect.anything()]]);
    });
  });

  it('shows how far it is, and refuses a second one meanwhile', async () => {
    await systems.sales.control('PUT', 'clock', { frozen: true });
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 10_000 });
    await asked();
    await systems.sales.control('PUT', 'clock', { advanceMilliseconds: 4_000 });
    await eventually(async () => expect(await read()).toMatchObject({ state: 'running', percent: 40 }));
    await failing(asked(), 'setup.importInProgress', 'blocked');
    await systems.sales.control('PUT', 'clock', { advanceMilliseconds: 6_000 });
    expect(await ended()).toMatchObject({ state: 'succeeded' });
  });

  it('leaves a version that is not older in place and assigns the roles again', async () => {
    await systems.sales.control('POST', 'reset', { sample: false, solution: true });
    await systems.sales.control('PUT', `users/${(await systems.sales.account('Tandem Integration')).clientId}`, { roles: ['Basic User'] });
    const before = await installed();
    expect(await asked()).toMatchObject({ needed: false, previousVersion: before });
    expect(await ended()).toMatchObject({ state: 'succeeded', needed: false });
    expect(await installed()).toBe(before);
    expect(await systems.enable(connection.id)).toMatchObject({ state: 'enabled' });
  });

  it('replaces an older version', async () => {
    await asked();
    await ended();
    const { rows } = await systems.sales.control<{ rows: { solutionid: string; uniquename: string }[] }>('GET', 'rows/solution');
    const key = rows.find(({ uniquename }) => uniquename === 'tandem_salesintegration')?.solutionid;
    await systems.sales.edit({ table: 'solution', key, values: { version: '0.0.9.0' } });
    expect(await asked()).toMatchObject({ needed: true, previousVersion: '0.0.9.0' });
    expect(await ended()).toMatchObject({ state: 'succeeded' });
    expect(await installed()).not.toBe('0.0.9.0');
  });

  describe('an administrator with a certificate', () => {
    const valid = selfSignedCertificate(new Date('2040-01-01T00:00:00Z'));
    const known = ({ certificate }: { certificate: string }) =>
      systems.sales.control('PUT', `registrations/${administrator.clientId}`, {
        name: 'Sales Administrator',
        secrets: [],
        certificates: [certificate],
      });
    const withCertificate = (pem: string): AdministratorAccount => ({ clientId: administrator.clientId, certificate: pem });

    it('signs in without a secret, and the certificate and its key are kept nowhere', async () => {
      await known(valid);
      expect(await asked(withCertificate(valid.pem))).toMatchObject({ state: 'running' });
      expect(await ended()).toMatchObject({ state: 'succeeded' });
      const lines = valid.privateKey.split('\n').filter((line) => line.length > 40);
      expect(await leaksOf([valid.privateKey, ...lines.slice(0, 3)], systems.running)).toEqual([]);
    });

    it('is turned away where Entra does not know the certificate, or where its key is missing', async () => {
      await known(selfSignedCertificate(new Date('2040-01-01T00:00:00Z')));
      await failing(asked(withCertificate(valid.pem)), 'setup.adminCredentials', 'misconfigured');
      await failing(asked(withCertificate(valid.certificate)), 'setup.certificateInvalid', 'rejected');
      await failing(read(), 'solutionImport.notFound', 'rejected');
      expect(await installed()).toBeUndefined();
    });
  });

  it('an administrator whose secret is wrong is turned away, and nothing changes', async () => {
    await failing(asked({ ...administrator, clientSecret: 'not the secret' }), 'setup.adminCredentials', 'misconfigured');
    await failing(asked({}), 'setup.detailsMissing', 'rejected');
    await failing(read(), 'solutionImport.notFound', 'rejected');
    expect(await installed()).toBeUndefined();
  });

  it('an account without both roles of an administrator is turned away by their names', async () => {
    const { clientId = '' } = administrator;
    await systems.sales.control('PUT', `users/${clientId}`, { roles: ['System Administrator'] });
    await expect(asked()).rejects.toMatchObject({ code: 'setup.adminRolesMissing', details: { missing: ['System Customizer'] } });
    expect(await installed()).toBeUndefined();
  });

  it('another import that runs in Sales blocks this one', async () => {
    const refusal = { code: '0x80071151', message: 'there is another [Import] running at this moment' };
    const rule = {
      match: { operation: 'POST ImportSolutionAsync' },
      action: { kind: 'answer', status: 400, body: JSON.stringify({ error: refusal }) },
    };
    await systems.sales.control('PUT', 'faults/another-import', rule);
    await expect(asked()).rejects.toMatchObject({
      code: 'setup.solutionFailed',
      kind: 'blocked',
      details: { reason: 'solution.importRunning' },
    });
    expect(await read()).toMatchObject({ state: 'failed', problem: { code: 'setup.solutionFailed' } });
  });

  it('is given up after half an hour, with the word to try again', async () => {
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 10_000_000 });
    const { app } = systems.running.service;
    const now = jest.spyOn(app.get(Clock), 'now');
    await asked();
    now.mockImplementation(() => new Date(Date.now() + 31 * 60_000));
    const problem = { code: 'setup.timeout', help: expect.stringContaining('import again') };
    await eventually(async () => expect(await read()).toMatchObject({ state: 'failed', problem }));
    now.mockRestore();
    expect(await installed()).toBeUndefined();
    expect(await systems.read(connection.id)).toEqual(connection);
  });

  it('Sales gives it up for a reason of its own, which is told', async () => {
    const body = JSON.stringify({ statecode: 3, statuscode: 31, message: 'The dependency tandem_missing is not there.' });
    const match = { method: 'GET', path: 'asyncoperations' };
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 600_000 });
    await systems.sales.control('PUT', 'faults/given-up', { match, action: { kind: 'answer', status: 200, body } });
    await asked();
    expect(await ended()).toMatchObject({
      state: 'failed',
      problem: { code: 'setup.solutionFailed', message: expect.stringContaining('tandem_missing'), help: expect.any(String) },
    });
    expect(await systems.read(connection.id)).toEqual(connection);
    await systems.sales.control('DELETE', 'faults');
  });

  describe('gives no roles, says why, and leaves the solution installed where', () => {
    const refused = async (account: Partial<SalesSystem>, code: string, message = '') => {
      connection = await systems.create({ sales: { clientId: undefined, clientSecret: undefined, ...account } });
      await asked();
      const { state, assignedRoles, problem } = await ended();
      expect([state, assignedRoles]).toEqual(['failed', []]);
      expect(problem).toMatchObject({ code, message: expect.stringContaining(message), help: expect.stringMatching(/^[A-Z].+\.$/) });
      expect(await installed()).toBeDefined();
      expect(await systems.read(connection.id)).toEqual(connection);
    };
    const person = async (email: string, values: object): Promise<Partial<SalesSystem>> => {
      const { rows } = await systems.sales.control<{ rows: Row[] }>('GET', 'rows/businessunit');
      const all = { fullname: 'Ira Integration', domainname: email, internalemailaddress: email, ...values };
      await systems.sales.edit({ table: 'systemuser', values: { ...all, _businessunitid_value: rows[0]?.businessunitid } });
      return { username: email, password: 'of Ira' };
    };

    it('Sales has no user for the app registration', async () =>
      refused(await systems.sales.account('Not a User Here'), 'setup.userNotFound'));

    it('Sales does not know the e-mail address of the integration user', () =>
      refused({ username: 'nobody@contoso.com', password: 'of nobody' }, 'setup.userNotFound'));

    it('the integration user is disabled', async () => refused(await systems.sales.account('Disabled User'), 'setup.userNotActive'));

    it('the integration user is a person without a licence', async () =>
      refused(await person('ira@contoso.com', { islicensed: false }), 'setup.userNotLicensed', 'Ira Integration'));

    it('a role was deleted in Sales', async () => {
      await systems.sales.control('POST', 'reset', { sample: false, solution: true });
      const { rows } = await systems.sales.control<{ rows: Row[] }>('GET', 'rows/role');
      const key = rows.find(({ name }) => name === 'Tandem Integration User')?.roleid;
      await systems.sales.control('POST', 'edits', { edits: [{ table: 'role', key, remove: true }] });
      await refused(await systems.sales.account('Tandem Integration'), 'setup.roleMissing', 'Tandem Integration User');
    });

    it('Sales refuses to give them', async () => {
      const body = JSON.stringify({ error: { code: '0x80040220', message: 'Principal user is missing prvAssignRole privilege.' } });
      const match = { method: 'POST', path: 'systemuserroles_association' };
      await systems.sales.control('PUT', 'faults/no-assignment', { match, action: { kind: 'answer', status: 403, body } });
      await refused(await systems.sales.account('Tandem Integration'), 'setup.assignFailed', 'prvAssignRole');
      await systems.sales.control('DELETE', 'faults');
    });
  });

  it('the beginning and the end of an import stand in the audit trail', async () => {
    await asked();
    await ended();
    const { entries } = await systems.running.bus.ask(readConnectionAudit, { connectionId: connection.id, limit: 100, after: 0 });
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['solution-import.began', 'solution-import.succeeded']));
  });

  it("the administrator's secret is in no table, no log and no message", async () => {
    await asked();
    await ended();
    const { clientSecret = '' } = administrator;
    expect(await leaksOf([clientSecret], systems.running)).toEqual([]);
  });
});
