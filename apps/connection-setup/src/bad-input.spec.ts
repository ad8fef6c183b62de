import { randomUUID } from 'node:crypto';
import {
  changeConnection,
  ConnectionView,
  deleteConnection,
  enableConnection,
  getConnection,
  listConnections,
  testConnection,
} from '@tandem/contracts/connection';
import { grantAccess } from '@tandem/contracts/connection-access';
import { NewConnection } from '@tandem/contracts/connection-body';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { freePort } from '@tandem/platform/testing/free-port';
import { RunningConnectionSetup } from './connection-setup.fixture';

describe('a connection that is not right', () => {
  let running: RunningConnectionSetup;
  let closedPort: number;

  beforeAll(async () => {
    [running, closedPort] = await Promise.all([RunningConnectionSetup.start(), freePort()]);
  });

  afterAll(() => running?.stop());

  const account = (): object => ({
    tenantId: 'contoso.example',
    clientId: randomUUID(),
    clientSecret: 'wrong',
    authority: `http://127.0.0.1:${closedPort}`,
  });
  const unreachable = (name: string): NewConnection => ({
    name,
    sales: { url: `http://127.0.0.1:${closedPort}`, ...account() },
    businessCentral: {
      url: `http://127.0.0.1:${closedPort}/v2.0/contoso/production`,
      companyName: 'CRONUS International Ltd.',
      ...account(),
    },
  });
  const read = (connectionId: string): Promise<ConnectionView> => running.bus.ask(getConnection, { connectionId });
  const names = async (): Promise<string[]> => (await running.bus.ask(listConnections, { limit: 500 })).items.map(({ name }) => name);

  it('is not created with a property that nobody knows', async () => {
    const body = {
      name: 'Unknown property',
      sales: { url: 'https://contoso.crm4.dynamics.com', clientsecret: 'typed wrong' },
    } as NewConnection;
    await expect(running.create(body)).rejects.toMatchObject({
      kind: 'rejected',
      code: 'request.invalid',
      details: { problems: ['sales.property clientsecret should not exist'], help: expect.any(String) },
    });
    expect(await names()).not.toContain('Unknown property');
  });

  it('is not created with options that do not exist', async () => {
    const body = { name: 'Unknown option', options: { ownership: 'nobody' } } as unknown as NewConnection;
    await expect(running.create(body)).rejects.toMatchObject({
      code: 'request.invalid',
      message: expect.stringContaining('ownership must be one of'),
    });
    expect(await names()).not.toContain('Unknown option');
  });

  it.each([
    ['https://contoso.crm4.dynamics.com/main.aspx', 'setup.urlReplace'],
    ['http://contoso.crm4.dynamics.com', 'setup.mustUseHttps'],
    ['ftp://contoso.crm4.dynamics.com', 'setup.badScheme'],
    ['https://192.168.0.1', 'setup.hostNotAllowed'],
    ['https://169.254.169.254', 'setup.hostNotAllowed'],
    ['not an address', 'setup.urlInvalid'],
  ])('is not created with the Sales address %s', async (url, code) => {
    await expect(running.create({ name: url, sales: { url } })).rejects.toMatchObject({
      kind: 'rejected',
      code,
      details: { field: 'sales.url', help: expect.stringMatching(/^[A-Z].+\.$/) },
    });
    expect(await names()).not.toContain(url);
  });

  it('is not created under a name that is taken', async () => {
    await running.create({ name: 'Taken' });
    await expect(running.create({ name: 'Taken' })).rejects.toMatchObject({ kind: 'rejected', code: 'connection.nameTaken' });
  });

  it('is not enabled while details are missing, and says which', async () => {
    const created = await running.create({
      name: 'Half',
      sales: { url: 'https://contoso.crm4.dynamics.com', clientId: 'client', tenantId: 'contoso.example' },
    });
    await expect(running.bus.ask(enableConnection, { connectionId: created.id })).rejects.toMatchObject({
      kind: 'rejected',
      code: 'setup.detailsMissing',
      details: {
        missing: [
          'sales.clientSecret',
          'businessCentral.url',
          'businessCentral.tenantId',
          'businessCentral.clientId',
          'businessCentral.clientSecret',
        ],
      },
    });
    expect(await read(created.id)).toEqual(created);
  });

  it('with an unreachable address is not enabled, says why and what to do, and stays as it was', async () => {
    const created = await running.create(unreachable('Unreachable'));
    await expect(running.bus.ask(enableConnection, { connectionId: created.id })).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'setup.connectionFailed',
      message: expect.stringContaining(`127.0.0.1:${closedPort} could not be reached`),
      details: { reason: 'service.unreachable', help: expect.stringContaining('address') },
    });
    expect(await read(created.id)).toEqual(created);
  });

  it('is tested to the end: each side has its finding, what depends on it is not checked', async () => {
    const created = await running.create(unreachable('Tested'));
    const { passed, findings } = await running.bus.ask(testConnection, { connectionId: created.id });
    expect(passed).toBe(false);
    expect(findings.map(({ check, state }) => `${check} ${state}`)).toEqual([
      'details passed',
      'addresses passed',
      'credentials passed',
      'salesToken failed',
      'salesAnswers notChecked',
      'salesEnvironment notChecked',
      'salesUser notChecked',
      'salesRoles notChecked',
      'salesPrivileges notChecked',
      'salesSolution notChecked',
      'changeTracking notChecked',
      'changeNotifications notChecked',
      'organizationSettings notChecked',
      'owningTeam notChecked',
      'salesOrderUser notChecked',
      'businessCentralToken failed',
      'businessCentralAnswers notChecked',
      'company notChecked',
      'businessCentralEnvironment notChecked',
      'companionExtension notChecked',
      'experience notChecked',
      'webServiceUser notChecked',
      'currencies notChecked',
    ]);
    expect(findings.find(({ check }) => check === 'salesToken')).toMatchObject({
      side: 'sales',
      code: 'setup.connectionFailed',
      reason: 'service.unreachable',
      cause: expect.any(String),
      remedy: expect.any(String),
    });
  });

  it('is not changed by somebody who has read an older version', async () => {
    const { id, version } = await running.create({ name: 'Changed twice' });
    await running.bus.ask(changeConnection, { connectionId: id, changes: await running.sealed({ name: 'First' }), version });
    const second = running.bus.ask(changeConnection, { connectionId: id, changes: await running.sealed({ name: 'Second' }), version });
    await expect(second).rejects.toMatchObject({ kind: 'conflict', code: 'connection.changedMeanwhile' });
    expect(await read(id)).toMatchObject({ name: 'First', version: version + 1 });
  });

  it('gives nobody access before it is enabled', async () => {
    const { id } = await running.create(unreachable('Not enabled'));
    const asked = running.bus.ask(grantAccess, { connectionId: id, side: 'sales', publicKey: SealingKeyPair.generate().publicKey });
    await expect(asked).rejects.toMatchObject({ kind: 'blocked', code: 'connection.notEnabled' });
  });

  it('that does not exist is named as such', async () => {
    const connectionId = randomUUID();
    const { bus } = running;
    const asked = [
      bus.ask(getConnection, { connectionId }),
      bus.ask(enableConnection, { connectionId }),
      bus.ask(testConnection, { connectionId }),
      bus.ask(deleteConnection, { connectionId }),
    ];
    for (const answer of await Promise.allSettled(asked))
      expect(answer).toMatchObject({ status: 'rejected', reason: { kind: 'rejected', code: 'connection.notFound' } });
  });
});
