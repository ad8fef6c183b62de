import { randomUUID } from 'node:crypto';
import { connectionChanged, getConnection } from '@tandem/contracts/connection';
import { listReviews, readReview, reviewChanged } from '@tandem/contracts/reviews';
import { Failure } from '@tandem/domain/failure';
import { eventually } from '@tandem/platform/testing/eventually';
import { Client } from 'pg';
import { connection } from './testing/connection.fixture';
import { EventClient } from './testing/event-client.fixture';
import { administratorToken, GatewayForTest, gatewayForTest } from './testing/gateway.fixture';
import { review } from './testing/review.fixture';

describe('a live view', () => {
  let gateway: GatewayForTest;
  let clients: EventClient[];
  let revision: number;
  let [connectionId, reviewId, ofReview, ofConnection] = ['', '', '', ''];
  beforeAll(async () => {
    gateway = await gatewayForTest({ HEARTBEAT_MS: '100' });
  }, 60_000);
  afterAll(() => gateway.stop());
  beforeEach(() => {
    [clients, revision, connectionId, reviewId] = [[], review.revision, randomUUID(), randomUUID()];
    ofConnection = `/api/v1/connections/${connectionId}/events`;
    ofReview = `/api/v1/connections/${connectionId}/full-syncs/${reviewId}/events`;
    gateway.neighbours.answer(readReview, () => now(reviewId));
    gateway.neighbours.answer(listReviews, () => ({ items: [now(reviewId)] }));
    gateway.neighbours.answer(getConnection, () => connection(connectionId));
  });
  afterEach(() => Promise.all(clients.map((client) => client.close())));

  const watch = async (path: string, options: { lastEventId?: string; token?: string } = {}): Promise<EventClient> => {
    const client = await EventClient.open(gateway.service.url + path, { token: administratorToken, ...options });
    clients.push(client);
    return client;
  };
  const now = (id: string) => ({ ...review, id, connectionId, revision });
  const change = (id = reviewId) => gateway.neighbours.announce(reviewChanged, { review: { ...now(id), revision: ++revision } });
  /** Revisions are large numbers; the tests count from 1. */
  const nth = (count: number): number => review.revision + count - 1;
  const revisions = (client: EventClient): unknown[] =>
    client.events.map(({ name, data }) => [name, Number(data.revision) - review.revision + 1]);

  it('begins with a snapshot and goes on with what happens, within a second', async () => {
    const client = await watch(ofReview);
    await eventually(() => expect(revisions(client)).toEqual([['snapshot', 1]]));
    await change();
    await eventually(
      () =>
        expect(revisions(client)).toEqual([
          ['snapshot', 1],
          ['review', 2],
        ]),
      { withinMs: 1_000 },
    );
    await change();
    await eventually(
      () =>
        expect(revisions(client)).toEqual([
          ['snapshot', 1],
          ['review', 2],
          ['review', 3],
        ]),
      { withinMs: 1_000 },
    );
  });

  it('of one review is not told about another', async () => {
    const client = await watch(ofReview);
    await change('33333333-3333-4333-8333-333333333333');
    await change();
    await eventually(() =>
      expect(revisions(client)).toEqual([
        ['snapshot', 1],
        ['review', 3],
      ]),
    );
  });

  it('of a connection is told everything', async () => {
    const client = await watch(ofConnection);
    await eventually(() =>
      expect(client.events).toMatchObject([
        { name: 'snapshot', data: { connection: { id: connectionId }, latestReview: { id: reviewId } } },
      ]),
    );
    await gateway.neighbours.announce(connectionChanged, { connectionId, change: 'disabled' });
    await eventually(() => expect(client.events.at(-1)).toMatchObject({ name: 'connection', data: { change: 'disabled' } }));
    await change();
    await eventually(() => expect(client.events.at(-1)).toMatchObject({ name: 'review', data: { revision: nth(2) } }));
  });

  it('that comes back gets what it has missed, of each review the last state only', async () => {
    const client = await watch(ofConnection);
    await eventually(() => expect(client.events).toHaveLength(1));
    await client.close();
    const before = await stored();
    await change();
    await gateway.neighbours.announce(connectionChanged, { connectionId, change: 'enabled' });
    await change();
    await eventually(async () => expect(await stored()).toBe(before + 3));
    const back = await watch(ofConnection, { lastEventId: client.events.at(-1)!.id });
    await eventually(() =>
      expect(back.events).toMatchObject([
        { name: 'connection', data: { change: 'enabled' } },
        { name: 'review', data: { revision: nth(3) } },
      ]),
    );
  });

  it('is not told an older state after a newer one', async () => {
    const client = await watch(ofConnection);
    for (const told of [7, 5, 8]) await gateway.neighbours.announce(reviewChanged, { review: { ...now(reviewId), revision: nth(told) } });
    await eventually(async () => expect(await stored()).toBe(2));
    await eventually(() => expect(revisions(client).at(-1)).toEqual(['review', 8]));
    expect(revisions(client)).not.toContainEqual(['review', 5]);
  });

  it('that comes back too late gets a snapshot', async () => {
    await change();
    await eventually(async () => expect(await stored()).toBeGreaterThan(0));
    await asSuperuser('delete from gateway.live_events');
    const client = await watch(ofReview, { lastEventId: '0' });
    await eventually(() => expect(revisions(client)).toEqual([['snapshot', 2]]));
  });

  it('that names an event of another life gets a snapshot', async () => {
    const client = await watch(ofReview, { lastEventId: '999999' });
    await eventually(() => expect(revisions(client)).toEqual([['snapshot', 1]]));
  });

  it('shows that it lives while nothing happens', async () => {
    const client = await watch(ofReview);
    await eventually(() => expect(client.comments).toContain('heartbeat'));
  });

  it('of a review that does not exist is refused with a problem document', async () => {
    gateway.neighbours.answer(readReview, () => {
      throw new Failure('rejected', 'review.notFound', 'There is no such review.');
    });
    expect(await gateway.send(ofReview)).toMatchObject({ status: 404, body: { code: 'review.notFound' } });
  });

  it('ends when its token is revoked', async () => {
    const { body } = await gateway.send('/api/v1/tokens', { method: 'POST', body: { name: 'watcher', roles: ['viewer'] } });
    const client = await watch(ofReview, { token: String(body.token) });
    await eventually(() => expect(client.events).toHaveLength(1));
    await gateway.send(`/api/v1/tokens/${String(body.id)}`, { method: 'DELETE' });
    await eventually(() => expect(client.closed).toBe(true));
  });

  it('is one of at most twenty of a caller', async () => {
    for (let count = 0; count < 20; count++) await watch(ofReview);
    expect(await gateway.send(ofReview)).toMatchObject({ status: 429, body: { code: 'events.tooManyStreams' } });
  });

  const stored = async (): Promise<number> => {
    const [row] = await asSuperuser(`select last_id from gateway.live_streams where connection_id = '${connectionId}'`);
    return Number(row?.last_id ?? 0);
  };

  async function asSuperuser(sql: string): Promise<Record<string, unknown>[]> {
    const client = new Client({ connectionString: gateway.databaseUrl });
    await client.connect();
    return client
      .query<Record<string, unknown>>(sql)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  }
});
