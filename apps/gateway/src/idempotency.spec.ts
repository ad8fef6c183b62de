import { createReview, ReviewView } from '@tandem/contracts/reviews';
import { Failure } from '@tandem/domain/failure';
import { eventually } from '@tandem/platform/testing/eventually';
import { Client } from 'pg';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';
import { review } from './testing/review.fixture';

const address = `/api/v1/connections/${review.connectionId}/full-syncs`;

describe('a POST with an Idempotency-Key', () => {
  let gateway: GatewayForTest;
  let starts: number;
  beforeAll(async () => {
    gateway = await gatewayForTest();
  }, 60_000);
  afterAll(() => gateway.stop());
  beforeEach(() => {
    starts = 0;
    gateway.neighbours.answer(createReview, () => ({ ...review, revision: ++starts }));
  });

  const post = (key: string, options: { body?: object; token?: string } = {}) =>
    gateway.send(address, { method: 'POST', body: {}, headers: { 'idempotency-key': key }, ...options });

  it('is carried out once, and answered alike each time', async () => {
    const first = await post('once');
    const second = await post('once');
    expect(starts).toBe(1);
    expect(second.body).toEqual(first.body);
    expect(second.status).toBe(201);
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
  });

  it('is refused when the key was used with another body', async () => {
    await post('other-body');
    expect(await post('other-body', { body: { dryRun: true } })).toMatchObject({ status: 422, body: { code: 'idempotency.mismatch' } });
    expect(starts).toBe(1);
  });

  it('asks its twin to wait while it is being carried out', async () => {
    let finish = (_review: ReviewView): void => undefined;
    gateway.neighbours.answer(createReview, () => new Promise<ReviewView>((resolve) => (finish = resolve)));
    const first = post('at-the-same-time');
    const second = await eventually(async () => {
      const answer = await post('at-the-same-time');
      expect(answer.status).toBe(409);
      return answer;
    });
    expect(second).toMatchObject({ body: { code: 'idempotency.inProgress' } });
    expect(second.headers.get('retry-after')).toBe('1');
    finish(review);
    expect((await first).status).toBe(201);
  });

  it('may be tried again under the same key when it was refused', async () => {
    gateway.neighbours.answer(createReview, () => {
      throw new Failure('blocked', 'connection.disabled', 'The connection is disabled.');
    });
    expect((await post('refused-first')).status).toBe(409);
    gateway.neighbours.answer(createReview, () => review);
    expect((await post('refused-first')).status).toBe(201);
  });

  it('is taken over when the gateway that carried it out has fallen silent', async () => {
    await post('silent');
    await asSuperuser(`update gateway.answered_requests set answer = null, answered_at = null, taken_at = now() - interval '2 minutes'`);
    expect((await post('silent')).status).toBe(201);
    expect(starts).toBe(2);
  });

  it('is forgotten after a day', async () => {
    await post('yesterday');
    await asSuperuser(`update gateway.answered_requests set taken_at = now() - interval '25 hours'`);
    expect((await post('yesterday', { body: { dryRun: true } })).status).toBe(201);
    expect(starts).toBe(2);
  });

  it('means nothing to another caller', async () => {
    const { body } = await gateway.send('/api/v1/tokens', { method: 'POST', body: { name: 'another', roles: ['operator'] } });
    await post('shared');
    await post('shared', { token: String(body.token) });
    expect(starts).toBe(2);
  });

  it('needs a key that can be written down', async () => {
    expect(await post('x'.repeat(256))).toMatchObject({ status: 400, body: { errors: [{ property: 'Idempotency-Key' }] } });
  });

  async function asSuperuser(sql: string): Promise<void> {
    const client = new Client({ connectionString: gateway.databaseUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  }
});
