import { changeConnection, ChangeConnection, createConnection, getConnection } from '@tandem/contracts/connection';
import { publicKey } from '@tandem/contracts/connection-access';
import { readSchedules } from '@tandem/contracts/jobs';
import { listReviews } from '@tandem/contracts/reviews';
import { open } from '@tandem/platform/sealing/seal';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { Failure } from '@tandem/domain/failure';
import { Client } from 'pg';
import { connection } from './testing/connection.fixture';
import { review } from './testing/review.fixture';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const id = '11111111-1111-4111-8111-111111111111';
const secret = 'the-client-secret-of-contoso';
const body = { name: 'CRONUS', sales: { url: 'https://contoso.crm4.dynamics.com', clientId: 'app', clientSecret: secret } };

const view = connection(id);

describe('connections over REST', () => {
  let gateway: GatewayForTest;
  let keys: SealingKeyPair;
  beforeAll(async () => {
    gateway = await gatewayForTest();
    keys = SealingKeyPair.generate();
    gateway.neighbours.answer(publicKey, () => ({ publicKey: keys.publicKey }));
    gateway.neighbours.answer(createConnection, () => view);
  }, 60_000);
  afterAll(() => gateway.stop());

  const create = (headers = {}) => gateway.send('/api/v1/connections', { method: 'POST', body, headers });

  it('a new one answers 201 with its address and its version as ETag', async () => {
    const { status, headers } = await create();
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/v1/connections/${id}`);
    expect(headers.get('etag')).toBe('"7"');
  });

  it('secrets reach connection-setup sealed, and appear nowhere else', async () => {
    await create({ 'idempotency-key': 'secret-key-1' });
    const [sent] = gateway.neighbours.questionsTo(createConnection) as { connection: Parameters<typeof open>[1] }[];
    expect(open(keys, sent!.connection)).toEqual(body);
    expect(JSON.stringify([gateway.neighbours.heard, gateway.service.lines, await storedRequests(gateway.databaseUrl)])).not.toContain(
      secret,
    );
  });

  it('when connection-setup has new keys, the body is sealed once more', async () => {
    keys = SealingKeyPair.generate();
    gateway.neighbours.answer(createConnection, ({ connection }) => {
      if (connection.recipient !== keys.publicKey) throw new Failure('rejected', 'sealed.unreadable', 'It was sealed to another key.');
      return view;
    });
    expect((await create()).status).toBe(201);
  });

  it('a change carries the version that was read', async () => {
    gateway.neighbours.answer(changeConnection, () => ({ ...view, version: 8 }));
    const { headers } = await gateway.send(`/api/v1/connections/${id}`, {
      method: 'PATCH',
      body: { name: 'Contoso' },
      headers: { 'if-match': '"7"' },
    });
    expect(headers.get('etag')).toBe('"8"');
    const [sent] = gateway.neighbours.questionsTo(changeConnection) as ChangeConnection[];
    expect(sent).toMatchObject({ connectionId: id, version: 7 });
    expect(open(keys, sent!.changes)).toEqual({ name: 'Contoso' });
  });

  it('a change of what somebody else changed meanwhile answers 412', async () => {
    gateway.neighbours.answer(changeConnection, () => {
      throw new Failure('rejected', 'connection.changedMeanwhile', 'The connection was changed meanwhile.');
    });
    const answer = await gateway.send(`/api/v1/connections/${id}`, {
      method: 'PATCH',
      body: { name: 'Contoso' },
      headers: { 'if-match': '"6"' },
    });
    expect(answer).toMatchObject({ status: 412, body: { code: 'connection.changedMeanwhile' } });
  });

  it('an If-Match that is no ETag of ours is refused', async () => {
    const answer = await gateway.send(`/api/v1/connections/${id}`, {
      method: 'PATCH',
      body: { name: 'Contoso' },
      headers: { 'if-match': 'W/"x"' },
    });
    expect(answer).toMatchObject({ status: 412, body: { code: 'request.unknownEntityTag' } });
  });

  it.each([
    ['a property that does not exist', { name: 'x', colour: 'red' }, 'colour'],
    ['a property that does not exist inside', { name: 'x', sales: { uri: 'https://contoso.crm4.dynamics.com' } }, 'sales.uri'],
    ['no name', {}, 'name'],
    ['an option that is none of the choices', { name: 'x', options: { ownership: 'nobody' } }, 'options.ownership'],
  ])('%s is refused by name, and nothing is asked of anyone', async (_what, wrong, property) => {
    const before = gateway.neighbours.questionsTo(createConnection).length;
    const answer = await gateway.send('/api/v1/connections', { method: 'POST', body: wrong });
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: expect.arrayContaining([expect.objectContaining({ property })]) },
    });
    expect(gateway.neighbours.questionsTo(createConnection)).toHaveLength(before);
  });

  it('one that is read shows its version and its latest review', async () => {
    gateway.neighbours.answer(getConnection, () => view);
    gateway.neighbours.answer(listReviews, () => ({ items: [review] }));
    const { status, headers, body: answered } = await gateway.send(`/api/v1/connections/${id}`);
    expect([status, headers.get('etag'), answered]).toEqual([200, '"7"', { ...view, latestReviewId: review.id }]);
  });

  it('is read with how many of its jobs run by themselves; none of none while it is disabled', async () => {
    const schedules = ['CUSTOMER', 'VENDOR', 'CONTACT'].map((mapping, index) => ({ mapping, enabled: index > 0, intervalMinutes: 30 }));
    gateway.neighbours.answer(readSchedules, () => ({ items: schedules }));
    const jobsWhile = async (enabled: boolean): Promise<unknown> => {
      gateway.neighbours.answer(getConnection, () => ({ ...view, enabled }));
      return (await gateway.send(`/api/v1/connections/${id}`)).body['scheduledJobs'];
    };
    expect(await jobsWhile(true)).toEqual({ active: 2, total: 3 });
    expect(await jobsWhile(false)).toEqual({ active: 0, total: 0 });
  });

  it('one can be read while nobody can tell about reviews and jobs', async () => {
    gateway.neighbours.answer(getConnection, () => view);
    gateway.neighbours.answer(listReviews, () => {
      throw new Failure('transient', 'database.unavailable', 'The database does not answer.');
    });
    gateway.neighbours.answer(readSchedules, () => {
      throw new Failure('transient', 'database.unavailable', 'The database does not answer.');
    });
    expect((await gateway.send(`/api/v1/connections/${id}`)).body).toEqual(view);
  });
});

async function storedRequests(databaseUrl: string): Promise<unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  return client
    .query('select row_to_json(r) from gateway.answered_requests r')
    .then(({ rows }) => rows)
    .finally(() => client.end());
}
