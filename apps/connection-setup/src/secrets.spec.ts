import { randomBytes } from 'node:crypto';
import { changeConnection, ConnectionView, getConnection } from '@tandem/contracts/connection';
import { ConnectionChanges } from '@tandem/contracts/connection-body';
import { publicKey } from '@tandem/contracts/connection-access';
import { EnvironmentProblems } from '@tandem/platform/config/environment';
import { eventually } from '@tandem/platform/testing/eventually';
import { serviceForTest } from '@tandem/platform/testing/service-for-test';
import { SealedBodies } from './adapters/sealed-bodies';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { ConnectionSetupModule } from './connection-setup.module';
import { leaksOf } from './leaks.fixture';
import { ChangeConnection } from './use-cases/change-connection';
import { EnableConnection } from './use-cases/enable-connection';

const secret = (name: string): string => `${name}-${randomBytes(12).toString('hex')}`;

describe('the secrets of a connection', () => {
  const [clientSecret, accessKey, webServiceKey, rotated] = ['client', 'access', 'service', 'rotated'].map(secret) as [
    string,
    string,
    string,
    string,
  ];
  let running: RunningConnectionSetup;
  let created: ConnectionView;

  beforeAll(async () => {
    running = await RunningConnectionSetup.start();
    created = await running.create({
      name: 'Contoso',
      sales: {
        url: 'https://contoso.crm4.dynamics.com',
        tenantId: '0d1f8b1e-4444-4444-8444-00000000abcd',
        clientId: '0d1f8b1e-4444-4444-8444-00000000ef01',
        clientSecret,
      },
      businessCentral: { url: 'https://api.businesscentral.dynamics.com/v2.0/contoso/production', username: 'TANDEM', accessKey },
      webService: { username: 'ODATA', accessKey: webServiceKey },
    });
    await running.bus.ask(changeConnection, {
      connectionId: created.id,
      changes: await running.sealed({ sales: { clientSecret: rotated } }),
    });
  });

  afterAll(() => running?.stop());

  it('are shown as being there, never themselves; ids show their last four characters', async () => {
    const view = await running.bus.ask(getConnection, { connectionId: created.id });
    expect(view.sales).toMatchObject({ tenantId: '…abcd', clientId: '…ef01', hasClientSecret: true, hasPassword: false });
    expect(view.businessCentral).toMatchObject({ username: 'TANDEM', hasAccessKey: true });
    expect(view.webService).toEqual({ username: 'ODATA', hasAccessKey: true });
  });

  it('can be forgotten without touching the others', async () => {
    const changes = await running.sealed({ webService: { accessKey: null } } as never);
    const view = await running.bus.ask(changeConnection, { connectionId: created.id, changes });
    expect([view.webService?.hasAccessKey, view.sales.hasClientSecret, view.businessCentral.hasAccessKey]).toEqual([false, true, true]);
  });

  it('are neither in the database, nor in the log, nor on the bus', async () => {
    expect(await leaksOf(['contoso.crm4.dynamics.com'], running)).toContain('database: contoso.crm4.dynamics.com');
    expect(running.messages.join()).toContain('connection.v1.create');
    expect(running.service.lines.length).toBeGreaterThan(0);
    expect(await leaksOf([clientSecret, accessKey, webServiceKey, rotated], running)).toEqual([]);
  });

  it('are sealed to one key, which all instances of the service share', async () => {
    const second = await serviceForTest(ConnectionSetupModule, { variables: running.variables });
    const keys = await Promise.all(Array.from({ length: 8 }, () => running.bus.ask(publicKey, {})));
    await second.stop();
    expect(new Set(keys.map((key) => key.publicKey)).size).toBe(1);
  });

  it('can not be read with another master key, and can be entered anew', async () => {
    const withOtherKey = await serviceForTest(ConnectionSetupModule, {
      variables: { ...running.variables, TANDEM_MASTER_KEY: randomBytes(32).toString('base64') },
    });
    await expect(withOtherKey.app.get(EnableConnection).run(created.id)).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'secrets.masterKeyMissing',
    });
    expect(await withOtherKey.app.get(SealedBodies).publicKey()).not.toBe(await running.service.app.get(SealedBodies).publicKey());
    const change: ConnectionChanges = { sales: { clientSecret: 'anew' }, businessCentral: { accessKey: 'anew' } };
    expect(await withOtherKey.app.get(ChangeConnection).run({ connectionId: created.id, change })).toMatchObject({ id: created.id });
    await withOtherKey.stop();
  });

  it('are not accepted by a service without a master key', async () => {
    const starting = serviceForTest(ConnectionSetupModule, { variables: { ...running.variables, TANDEM_MASTER_KEY: '' } });
    await expect(starting).rejects.toBeInstanceOf(EnvironmentProblems);
  });
});

it('a change is announced to whoever listens', async () => {
  const running = await RunningConnectionSetup.start();
  const { id } = await running.create({ name: 'Announced' });
  const announced = `connection.v1.changed ${JSON.stringify({ connectionId: id, change: 'created' })}`;
  await eventually(() => running.messages.includes(announced));
  await running.stop();
});
