import { changeConnection, disableConnection, testConnection } from '@tandem/contracts/connection';
import { grantAccess, reportTrouble } from '@tandem/contracts/connection-access';
import { eventually } from '@tandem/platform/testing/eventually';
import { applications, BothSystems } from './both-systems.fixture';
import { leaksOf } from './leaks.fixture';

let systems: BothSystems;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);

afterAll(() => systems?.stop());

const enabled = async (variation?: Parameters<BothSystems['create']>[0]): Promise<string> => {
  const { id } = await systems.create(variation);
  await systems.enable(id);
  return id;
};

/** How often the simulated Entra has been asked for a token. */
async function tokensAskedFor(): Promise<number> {
  const { operations } = await systems.sales.control<{ operations: Record<string, { requests: number }> }>('GET', 'counters');
  return Object.entries(operations).reduce((sum, [name, { requests }]) => sum + (name.includes('token') ? requests : 0), 0);
}

describe('access that a worker is given', () => {
  it('opens the Sales organisation', async () => {
    const { url, authorization } = await systems.access(await enabled(), 'sales');
    const answer = await fetch(`${url}/api/data/v9.2/WhoAmI`, { headers: { authorization } });
    expect(answer.status).toBe(200);
  });

  it('opens the company of Business Central', async () => {
    const { url, authorization, companyId } = await systems.access(await enabled(), 'businessCentral');
    const answer = await fetch(`${url}/api/v2.0/companies(${companyId})/customers?$top=1`, { headers: { authorization } });
    expect(answer.status).toBe(200);
  });

  it('is good for five minutes, so that a worker learns soon that the connection was disabled or leads elsewhere', async () => {
    const { expiresAt } = await systems.access(await enabled(), 'sales');
    const minutes = (new Date(expiresAt).getTime() - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(4.9);
    expect(minutes).toBeLessThanOrEqual(5);
  });

  it('is good for five minutes where user and access key stand in its header', async () => {
    const key = { username: 'TANDEM', accessKey: 'c2ltdWxhdGVkLXdlYi1zZXJ2aWNlcy1hY2Nlc3Mta2U=' };
    const id = await enabled({
      businessCentral: { url: `${systems.businessCentral.url}/BC`, clientId: undefined, clientSecret: undefined, ...key },
    });
    const { authorization, expiresAt } = await systems.access(id, 'businessCentral');
    expect(authorization).toMatch(/^Basic /);
    expect(new Date(expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(5 * 60_000);
    expect(await leaksOf([key.accessKey, authorization.slice(6)], systems.running)).toEqual([]);
  });

  it('is the same for all who ask, and fetched once', async () => {
    const id = await enabled();
    const before = await tokensAskedFor();
    const given = await Promise.all(Array.from({ length: 12 }, () => systems.access(id, 'sales')));
    expect(new Set(given.map(({ accessId }) => accessId)).size).toBe(1);
    expect((await tokensAskedFor()) - before).toBe(1);
  });

  it('is renewed once after the system has refused it', async () => {
    const id = await enabled();
    const first = await systems.access(id, 'sales');
    const renewed = await Promise.all(Array.from({ length: 4 }, () => systems.access(id, 'sales', { refusedAccessId: first.accessId })));
    expect(new Set(renewed.map(({ accessId }) => accessId)).size).toBe(1);
    expect(renewed[0]?.accessId).not.toBe(first.accessId);
  });

  it('is not given for a disabled connection', async () => {
    const id = await enabled();
    await systems.running.bus.ask(disableConnection, { connectionId: id });
    await expect(systems.access(id, 'sales')).rejects.toMatchObject({ kind: 'blocked', code: 'connection.notEnabled' });
  });

  it('is not sealed to something that is no public key', async () => {
    const asked = systems.running.bus.ask(grantAccess, { connectionId: await enabled(), side: 'sales', publicKey: 'AAAA' });
    await expect(asked).rejects.toMatchObject({ kind: 'rejected', code: 'sealed.badKey' });
  });

  it('is read by nobody but the one who asked: no token is in the database, in the log or on the bus', async () => {
    const id = await enabled();
    const tokens = await Promise.all(
      (['sales', 'businessCentral'] as const).map(async (side) => (await systems.access(id, side)).authorization.slice(7)),
    );
    expect(tokens.every((token) => token.length > 20)).toBe(true);
    expect(await leaksOf([...tokens, 'simulated-integration-secret', 'simulated-business-central-secret'], systems.running)).toEqual([]);
  });
});

describe('a connection whose secret stops working', () => {
  const secrets = (...values: string[]): Promise<unknown> =>
    systems.sales.control('PUT', 'registrations/11111111-1111-4111-8111-111111111111', {
      name: applications.integration,
      secrets: values.map((value) => ({ value })),
    });

  afterEach(() => secrets('simulated-integration-secret'));

  it('needs attention, says why, asks no more than once, and runs again after the secret has been entered anew', async () => {
    const id = await enabled();
    await secrets('rotated');
    const before = await tokensAskedFor();
    for (let attempt = 0; attempt < 5; attempt++)
      await expect(systems.access(id, 'sales')).rejects.toMatchObject({ kind: 'misconfigured', code: 'credentials.secretWrong' });
    expect((await tokensAskedFor()) - before).toBe(1);
    expect(await systems.read(id)).toMatchObject({
      enabled: true,
      state: 'needsAttention',
      reason: expect.stringContaining('AADSTS7000215'),
    });

    const changes = await systems.running.sealed({ sales: { clientSecret: 'rotated' } });
    expect(await systems.running.bus.ask(changeConnection, { connectionId: id, changes })).toMatchObject({ state: 'enabled' });
    expect(await systems.access(id, 'sales')).toMatchObject({ accessId: expect.any(String) });
    await eventually(() =>
      ['needsAttention', 'recovered'].every((change) =>
        systems.running.messages.includes(`connection.v1.changed ${JSON.stringify({ connectionId: id, change })}`),
      ),
    );
  });

  it('needs attention when a worker reports trouble, and recovers when a test passes', async () => {
    const id = await enabled();
    const trouble = { connectionId: id, code: 'access.privilegeMissing', message: 'prvReadAccount is missing.' };
    expect(await systems.running.bus.ask(reportTrouble, trouble)).toEqual({ state: 'needsAttention' });
    expect(await systems.read(id)).toMatchObject({ reason: 'prvReadAccount is missing. (access.privilegeMissing)' });
    await systems.running.bus.ask(testConnection, { connectionId: id });
    expect(await systems.read(id)).toMatchObject({ state: 'enabled' });
  });
});
