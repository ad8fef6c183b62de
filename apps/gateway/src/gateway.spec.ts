import { randomUUID } from 'node:crypto';
import { connectionSummary } from '@tandem/contracts/connection-access';
import { createReview, listReviews, readReview } from '@tandem/contracts/reviews';
import { Failure } from '@tandem/domain/failure';
import { eventually } from '@tandem/platform/testing/eventually';
import { review } from './testing/review.fixture';
import { summaryOf } from './testing/connection.fixture';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const connectionId = '11111111-1111-4111-8111-111111111111';
const reviewId = '22222222-2222-4222-8222-222222222222';
const reviews = `/api/v1/connections/${connectionId}/full-syncs`;

describe('the gateway', () => {
  let gateway: GatewayForTest;
  beforeAll(async () => {
    gateway = await gatewayForTest();
  }, 60_000);
  afterAll(() => gateway.stop());

  it('answers a list with items, asking for 100 where the request names no limit', async () => {
    gateway.neighbours.answer(listReviews, () => ({ items: [] }));
    const { status, body } = await gateway.send(reviews);
    expect({ status, body }).toEqual({ status: 200, body: { items: [] } });
    expect(gateway.neighbours.questionsTo(listReviews)).toEqual([{ connectionId, limit: 100 }]);
  });

  describe('when it refuses, answers a problem document', () => {
    it.each<[string, [string, string], unknown, number, string]>([
      ['a page size of -1', ['GET', `${reviews}?limit=-1`], undefined, 400, 'request.invalid'],
      ['a page size of 501', ['GET', `${reviews}?limit=501`], undefined, 400, 'request.invalid'],
      ['a page size that is no number', ['GET', `${reviews}?limit=many`], undefined, 400, 'request.invalid'],
      ['an unknown query parameter', ['GET', `${reviews}?colour=red`], undefined, 400, 'request.invalid'],
      ['an id that is no UUID', ['GET', '/api/v1/connections/one/full-syncs'], undefined, 400, 'request.invalid'],
      ['an unknown property in the body', ['POST', reviews], { dryrun: true }, 400, 'request.invalid'],
      ['a connection named in address and body', ['POST', reviews], { connectionId }, 400, 'request.invalid'],
      ['a body that is a list', ['POST', reviews], [], 400, 'request.invalid'],
      ['malformed JSON', ['POST', reviews], '{"dryRun": tru', 400, 'request.malformed'],
      ['a body that reaches for the prototype', ['POST', reviews], '{"__proto__": {"dryRun": true}}', 400, 'request.malformed'],
      ['an address that leads nowhere', ['GET', '/api/v1/nothing'], undefined, 404, 'route.notFound'],
      ['a method that the address does not take', ['PUT', reviews], {}, 405, 'route.methodNotAllowed'],
      ['a body over 1 MB', ['POST', reviews], JSON.stringify({ dryRun: 'x'.repeat(1_048_576) }), 413, 'request.tooLarge'],
    ])('to %s', async (_what, [method, path], body, status, code) => {
      const answer = await gateway.send(path, { method, body });
      expect(answer).toMatchObject({ status, body: { status, code, type: `urn:tandem:failure:${code}` } });
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body).toMatchObject({
        title: expect.any(String),
        detail: expect.any(String),
        help: expect.any(String),
        correlationId: expect.any(String),
      });
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|\\n +at /);
    });

    it('to a form, which any page could send', async () => {
      const answer = await gateway.send(reviews, {
        method: 'POST',
        body: 'dryRun=true',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(answer).toMatchObject({ status: 415, body: { code: 'request.mediaType' } });
    });

    it('to look for anything below a connection that does not exist, until it does', async () => {
      const unknown = `/api/v1/connections/${randomUUID()}/full-syncs`;
      gateway.neighbours.answer(listReviews, () => ({ items: [] }));
      gateway.neighbours.answer(connectionSummary, () => {
        throw new Failure('rejected', 'connection.notFound', 'There is no such connection.');
      });
      expect(await gateway.send(unknown)).toMatchObject({ status: 404, body: { code: 'connection.notFound' } });
      gateway.neighbours.answer(connectionSummary, ({ connectionId: id }) => summaryOf(id));
      expect((await gateway.send(unknown)).status).toBe(200);
    });

    it('not, while nobody can tell whether a connection exists: what runs can still be watched', async () => {
      gateway.neighbours.answer(connectionSummary, () => {
        throw new Failure('transient', 'database.unavailable', 'The database does not answer.');
      });
      expect((await gateway.send(`/api/v1/connections/${randomUUID()}/full-syncs`)).status).toBe(200);
      gateway.neighbours.answer(connectionSummary, ({ connectionId: id }) => summaryOf(id));
    });

    it('that names each property that is wrong', async () => {
      const { body } = await gateway.send(`${reviews}?limit=-1&colour=red`);
      expect(body.errors).toEqual([
        { property: 'colour', message: 'property colour should not exist' },
        { property: 'limit', message: 'limit must not be less than 1' },
      ]);
    });

    it('that says which methods an address takes', async () => {
      const { headers } = await gateway.send(reviews, { method: 'PUT', body: {} });
      expect(headers.get('allow')).toBe('GET, POST');
    });

    it.each([
      ['rejected', 'review.notFound', 404],
      ['rejected', 'coupling.unknown', 404],
      ['rejected', 'mapping.locked', 422],
      ['blocked', 'review.anotherIsActive', 409],
      ['conflict', 'record.changed', 409],
      ['misconfigured', 'connection.secretWrong', 424],
      ['transient', 'sales.unreachable', 503],
      ['bug', 'bug.unexpected', 500],
    ] as const)('when another service refuses as %s (%s)', async (kind, code, status) => {
      gateway.neighbours.answer(readReview, () => {
        throw new Failure(kind, code, 'It is so.', { help: 'Do this.', mapping: 'CUSTOMER' });
      });
      const answer = await gateway.send(`${reviews}/${reviewId}`);
      const told =
        kind === 'bug' ? { detail: 'Something unexpected happened.' } : { detail: 'It is so.', help: 'Do this.', mapping: 'CUSTOMER' };
      expect(answer).toMatchObject({ status, body: { code, ...told } });
      expect(answer.headers.get('retry-after')).toBe(kind === 'transient' ? '1' : null);
    });
  });

  it('is one request in every service: the correlation id travels on the bus and comes back', async () => {
    gateway.neighbours.answer(readReview, () => {
      throw new Failure('rejected', 'review.notFound', 'There is no such review.');
    });
    const { headers, body } = await gateway.send(`${reviews}/${reviewId}`, { headers: { 'x-correlation-id': 'my-request-7' } });
    expect(headers.get('x-correlation-id')).toBe('my-request-7');
    expect(body.correlationId).toBe('my-request-7');
    expect(gateway.neighbours.heard.at(-2)?.correlationId).toBe('my-request-7');
  });

  it('takes an action without a body, whatever content type is named', async () => {
    gateway.neighbours.answer(createReview, () => {
      throw new Failure('blocked', 'connection.disabled', 'The connection is disabled.');
    });
    const { status } = await gateway.send(reviews, { method: 'POST', headers: { 'content-type': 'application/json' } });
    expect(status).toBe(409);
  });

  it('keeps of a request who did what and how it ended, without the rest of the address', async () => {
    gateway.neighbours.answer(createReview, () => review);
    await gateway.send(`${reviews}?limit=7`, { headers: { 'x-correlation-id': 'read-1' } });
    await gateway.send(reviews, { method: 'POST', body: {}, headers: { 'x-correlation-id': 'started-1' } });
    const lines = await eventually(() => {
      const found = gateway.service.lines.filter((text) => text.includes('started-1') && text.includes('answered'));
      return found.length > 0 && found;
    });
    expect(JSON.parse(String(lines))).toMatchObject({
      level: 'info',
      method: 'POST',
      route: '/api/v1/connections/:connectionId/full-syncs',
      status: 201,
      caller: 'local-administrator',
      connectionId,
    });
    const figures = await (await fetch(`${gateway.service.url}/metrics`)).text();
    expect(figures).toMatch(
      /tandem_http_request_seconds_count\{.*method="POST",route="\/api\/v1\/connections\/:connectionId\/full-syncs",status="201"\} 1/,
    );
    expect(gateway.service.lines.join()).not.toContain('limit=7');
  });

  it('tells browsers to be careful', async () => {
    const { headers } = await gateway.send('/health/live', { token: null });
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});
