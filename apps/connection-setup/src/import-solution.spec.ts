import { readConnectionAudit } from '@tandem/contracts/audit';
import { AdministratorAccount } from '@tandem/contracts/solution-import';
import { selfSignedCertificate } from '@tandem/connectors/testing/self-signed-certificate';
import { Clock } from '@tandem/domain/clock';
import { eventually } from '@tandem/platform/testing/eventually';
import { BothSystems } from './both-systems.fixture';
import { leaksOf } from './leaks.fixture';
import { ImportOnStage } from './solution-import.fixture';

const failing = (asked: Promise<unknown>, code: string, kind: string) => expect(asked).rejects.toMatchObject({ code, kind });

describe("importing Tandem's solution into Sales", () => {
  let systems: BothSystems;
  let stage: ImportOnStage;

  beforeAll(async () => {
    systems = await BothSystems.start();
  });
  afterAll(() => systems.stop());

  beforeEach(async () => {
    stage = await ImportOnStage.set(systems);
  });

  it('brings columns and roles, gives the roles to the integration user, and the connection can be enabled', async () => {
    await expect(systems.enable(stage.connection.id)).rejects.toMatchObject({ code: 'setup.noRoles' });
    expect(await stage.begin()).toMatchObject({ state: 'running', needed: true, percent: 0 });
    expect(await stage.ended()).toMatchObject({
      state: 'succeeded',
      percent: 100,
      assignedRoles: ['Tandem Integration Administrator', 'Tandem Integration User'],
    });
    expect(await stage.installed()).toMatch(/^\d+\.\d+\.\d+\.0$/);
    expect(await systems.enable(stage.connection.id)).toMatchObject({ state: 'enabled' });
  });

  it('shows how far it is, and refuses a second one meanwhile', async () => {
    await systems.sales.control('PUT', 'clock', { frozen: true });
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 10_000 });
    await stage.begin();
    await systems.sales.control('PUT', 'clock', { advanceMilliseconds: 4_000 });
    await eventually(async () => expect(await stage.read()).toMatchObject({ state: 'running', percent: 40 }));
    await failing(stage.begin(), 'setup.importInProgress', 'blocked');
    await systems.sales.control('PUT', 'clock', { advanceMilliseconds: 6_000 });
    expect(await stage.ended()).toMatchObject({ state: 'succeeded' });
  });

  it('leaves a version that is not older in place and assigns the roles again', async () => {
    await systems.sales.control('POST', 'reset', { sample: false, solution: true });
    await systems.sales.control('PUT', `users/${(await systems.sales.account('Tandem Integration')).clientId}`, { roles: ['Basic User'] });
    const before = await stage.installed();
    expect(await stage.begin()).toMatchObject({ needed: false, previousVersion: before });
    expect(await stage.ended()).toMatchObject({ state: 'succeeded', needed: false });
    expect(await stage.installed()).toBe(before);
    expect(await systems.enable(stage.connection.id)).toMatchObject({ state: 'enabled' });
  });

  it('replaces an older version', async () => {
    await stage.begin();
    await stage.ended();
    const rows = await stage.rows('solution');
    const key = rows.find(({ uniquename }) => uniquename === 'tandem_salesintegration')?.solutionid;
    await systems.sales.edit({ table: 'solution', key, values: { version: '0.0.9.0' } });
    expect(await stage.begin()).toMatchObject({ needed: true, previousVersion: '0.0.9.0' });
    expect(await stage.ended()).toMatchObject({ state: 'succeeded' });
    expect(await stage.installed()).not.toBe('0.0.9.0');
  });

  describe('an administrator with a certificate', () => {
    const valid = selfSignedCertificate(new Date('2040-01-01T00:00:00Z'));
    const known = ({ certificate }: { certificate: string }) =>
      systems.sales.control('PUT', `registrations/${stage.administrator.clientId}`, {
        name: 'Sales Administrator',
        secrets: [],
        certificates: [certificate],
      });
    const withCertificate = (pem: string): AdministratorAccount => ({ clientId: stage.administrator.clientId, certificate: pem });

    it('signs in without a secret, and the certificate and its key are kept nowhere', async () => {
      await known(valid);
      expect(await stage.begin(withCertificate(valid.pem))).toMatchObject({ state: 'running' });
      expect(await stage.ended()).toMatchObject({ state: 'succeeded' });
      const lines = valid.privateKey.split('\n').filter((line) => line.length > 40);
      expect(await leaksOf([valid.privateKey, ...lines.slice(0, 3)], systems.running)).toEqual([]);
    });

    it('is turned away where Entra does not know the certificate, or where its key is missing', async () => {
      await known(selfSignedCertificate(new Date('2040-01-01T00:00:00Z')));
      await failing(stage.begin(withCertificate(valid.pem)), 'setup.adminCredentials', 'misconfigured');
      await failing(stage.begin(withCertificate(valid.certificate)), 'setup.certificateInvalid', 'rejected');
      await failing(stage.read(), 'solutionImport.notFound', 'rejected');
      expect(await stage.installed()).toBeUndefined();
    });
  });

  it('an administrator whose secret is wrong is turned away, and nothing changes', async () => {
    await failing(stage.begin({ ...stage.administrator, clientSecret: 'not the secret' }), 'setup.adminCredentials', 'misconfigured');
    await failing(stage.begin({}), 'setup.detailsMissing', 'rejected');
    await failing(stage.read(), 'solutionImport.notFound', 'rejected');
    expect(await stage.installed()).toBeUndefined();
  });

  it('an account without both roles of an administrator is turned away by their names', async () => {
    const { clientId = '' } = stage.administrator;
    await systems.sales.control('PUT', `users/${clientId}`, { roles: ['System Administrator'] });
    await expect(stage.begin()).rejects.toMatchObject({ code: 'setup.adminRolesMissing', details: { missing: ['System Customizer'] } });
    expect(await stage.installed()).toBeUndefined();
  });

  it('another import that runs in Sales blocks this one', async () => {
    const refusal = { code: '0x80071151', message: 'there is another [Import] running at this moment' };
    const rule = {
      match: { operation: 'POST ImportSolutionAsync' },
      action: { kind: 'answer', status: 400, body: JSON.stringify({ error: refusal }) },
    };
    await systems.sales.control('PUT', 'faults/another-import', rule);
    await expect(stage.begin()).rejects.toMatchObject({
      code: 'setup.solutionFailed',
      kind: 'blocked',
      details: { reason: 'solution.importRunning' },
    });
    expect(await stage.read()).toMatchObject({ state: 'failed', problem: { code: 'setup.solutionFailed' } });
  });

  it('is given up after half an hour, with the word to try again', async () => {
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 10_000_000 });
    const { app } = systems.running.service;
    const now = jest.spyOn(app.get(Clock), 'now');
    await stage.begin();
    now.mockImplementation(() => new Date(Date.now() + 31 * 60_000));
    const problem = { code: 'setup.timeout', help: expect.stringContaining('import again') };
    await eventually(async () => expect(await stage.read()).toMatchObject({ state: 'failed', problem }));
    now.mockRestore();
    expect(await stage.installed()).toBeUndefined();
    expect(await systems.read(stage.connection.id)).toEqual(stage.connection);
  });

  it('Sales gives it up for a reason of its own, which is told', async () => {
    const body = JSON.stringify({ statecode: 3, statuscode: 31, message: 'The dependency tandem_missing is not there.' });
    const match = { method: 'GET', path: 'asyncoperations' };
    await systems.sales.control('PATCH', 'switches', { solutionImportMilliseconds: 600_000 });
    await systems.sales.control('PUT', 'faults/given-up', { match, action: { kind: 'answer', status: 200, body } });
    await stage.begin();
    expect(await stage.ended()).toMatchObject({
      state: 'failed',
      problem: { code: 'setup.solutionFailed', message: expect.stringContaining('tandem_missing'), help: expect.any(String) },
    });
    expect(await systems.read(stage.connection.id)).toEqual(stage.connection);
    await systems.sales.control('DELETE', 'faults');
  });

  it('the beginning and the end of an import stand in the audit trail', async () => {
    await stage.begin();
    await stage.ended();
    const { entries } = await systems.running.bus.ask(readConnectionAudit, { connectionId: stage.connection.id, limit: 100, after: 0 });
    expect(entries.map(({ action }) => action)).toEqual(expect.arrayContaining(['solution-import.began', 'solution-import.succeeded']));
  });

  it("the administrator's secret is in no table, no log and no message", async () => {
    await stage.begin();
    await stage.ended();
    const { clientSecret = '' } = stage.administrator;
    expect(await leaksOf([clientSecret], systems.running)).toEqual([]);
  });
});
