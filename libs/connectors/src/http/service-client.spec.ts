import { Failure } from '@tandem/domain/failure';
import { partsFor, PartsForTest } from '../testing/service-parts-for-test';
import { localService, LocalService, Reply } from '../testing/local-service';
import { Answer } from './exchange';
import { jsonOf } from './json-answer';
import { ServiceClient } from './service-client';
import { settle } from './settled-write';

describe('a request to a service', () => {
  let service: LocalService;
  let parts: PartsForTest;

  const clientOf = async (answer: (count: number) => Reply): Promise<ServiceClient> => {
    service = await localService((_, count) => answer(count));
    parts = partsFor(service.url, { transport: { timeoutMs: 300 } });
    return new ServiceClient({ ...parts, rootOf: ({ url }) => `${url}/api`, headers: { accept: 'application/json' } });
  };

  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const refusalOf = (work: Promise<unknown>): Promise<Failure> => work.then(() => fail('It was not refused.'), (failure: Failure) => failure); // prettier-ignore
  const fail = (message: string): never => {
    throw new Error(message);
  };
  const pauseHeader = (header?: string): Record<string, string> => (header ? { 'retry-after': header } : {});
  const read = { method: 'GET', path: 'rows' } as const;
  const write = { method: 'POST', path: 'rows', body: '{}' } as const;
  const fine = { json: { value: [] } };

  it('trusts a service again that has told its remaining allowance and tells it no more', async () => {
    const toldOnce: Record<string, string>[] = [{ left: '1' }];
    service = await localService(() => ({ ...fine, headers: toldOnce.pop() ?? {} }));
    parts = partsFor(service.url, { transport: { timeoutMs: 300 } });
    const allowanceIn = ({ headers }: Answer) => (headers['left'] ? { requests: Number(headers['left']) } : undefined);
    const client = new ServiceClient({ ...parts, rootOf: ({ url }) => url, headers: {}, allowanceIn });
    const start = performance.now();
    for (let count = 0; count < 10; count++) await client.read(read);
    expect(performance.now() - start).toBeLessThan(900);
  });

  it('carries the authorisation and the headers of the service', async () => {
    const client = await clientOf(() => fine);
    await client.read(read);
    expect(service.requests[0]).toMatchObject({
      method: 'GET',
      url: '/api/rows',
      headers: { authorization: 'Bearer token-1', accept: 'application/json' },
    });
  });

  it.each([
    ['in seconds', '0'],
    ['as a date that has passed', 'Sun, 06 Nov 1994 08:49:37 GMT'],
    ['not at all', undefined],
  ])('is sent again when the service names its pause %s', async (_, header) => {
    const client = await clientOf((count) => (count < 3 ? { status: 429, headers: pauseHeader(header) } : fine));
    expect(await client.read(read)).toMatchObject({ status: 200 });
    expect(service.requests).toHaveLength(3);
  });

  it('waits as long as the service asks, and everyone else waits too', async () => {
    const client = await clientOf((count) => (count === 1 ? { status: 429, headers: { 'retry-after': '1' } } : fine));
    const started = performance.now();
    const first = client.read(read);
    const pausedBefore = new Promise<void>((paused) => {
      const timer = setInterval(() => parts.budget.pauseLeft() && (clearInterval(timer), paused()), 1);
    });
    await pausedBefore;
    await Promise.all([first, client.read(read)]);
    expect(performance.now() - started).toBeGreaterThan(990);
  });

  it('reports a long pause instead of sitting it out, and sends nothing during it', async () => {
    const client = await clientOf(() => ({ status: 429, headers: { 'retry-after': '3600' } }));
    expect(await client.read(read)).toMatchObject({ status: 429 });
    const failure = await refusalOf(client.read(read));
    expect(failure).toMatchObject({ kind: 'transient', code: 'service.throttled' });
    expect(failure.retryAfterMs).toBeGreaterThan(3_500_000);
    expect(service.requests).toHaveLength(1);
  });

  it('renews its access once when the service refuses it', async () => {
    const client = await clientOf((count) => (count === 1 ? { status: 401 } : fine));
    expect(await client.read(read)).toMatchObject({ status: 200 });
    expect(service.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('renews its access once for all requests that were refused with it', async () => {
    const client = await clientOf((count) => (count <= 6 ? { status: 401 } : fine));
    await Promise.all(Array.from({ length: 6 }, () => client.read(read)));
    expect(parts.access.renewals).toBe(1);
  });

  it('gives up when a renewed access is refused as well', async () => {
    const client = await clientOf(() => ({ status: 401 }));
    expect(await client.read(read)).toMatchObject({ status: 401 });
    expect(service.requests).toHaveLength(2);
  });

  it.each<[string, Reply]>([
    ['a broken connection', 'drop'],
    ['an answer that was cut', { json: { value: ['x'.repeat(1000)] }, cut: true }],
    ['a gateway that gave up', { status: 504 }],
    ['silence', 'hang'],
  ])('a read survives %s', async (_, mishap) => {
    const client = await clientOf((count) => (count === 1 ? mishap : fine));
    expect(jsonOf(await client.read(read))).toEqual({ value: [] });
  });

  it('a read that never gets an answer ends as transient', async () => {
    const client = await clientOf(() => 'drop');
    expect(await refusalOf(client.read(read))).toMatchObject({ kind: 'transient', code: 'service.connectionLost' });
    expect(service.requests).toHaveLength(4);
  });

  it.each<[string, Reply]>([
    ['the connection broke', 'drop'],
    ['the answer was cut', { json: { id: 'x'.repeat(1000) }, cut: true }],
    ['no answer came in time', 'hang'],
    ['a gateway gave up', { status: 504 }],
    ['the service failed inside', { status: 500 }],
    ['a sign-in page redirected', { status: 302, headers: { location: 'https://login.example' } }],
  ])('a write is never sent twice when %s, because it may have been carried out', async (_, mishap) => {
    const client = await clientOf(() => mishap);
    expect(settle(await client.write(write))).toMatchObject({
      kind: 'failed',
      failure: { kind: 'transient', code: 'write.outcomeUnknown' },
    });
    expect(service.requests).toHaveLength(1);
  });

  it('a write that the service refused unseen is sent again', async () => {
    const client = await clientOf((count) => (count === 1 ? { status: 503 } : fine));
    expect(settle(await client.write(write))).toMatchObject({ kind: 'done' });
  });

  it('a write whose lease would end first is not sent', async () => {
    const client = await clientOf(() => fine);
    const settled = settle(await client.write(write, { covers: (milliseconds) => milliseconds < 300 }));
    expect(settled).toMatchObject({ kind: 'failed', failure: { kind: 'transient', code: 'write.notSent' } });
    expect(service.requests).toHaveLength(0);
  });

  it('a service that is not there is unreachable, and nothing counts as sent', async () => {
    const client = await clientOf(() => fine);
    await service.close();
    expect(settle(await client.write(write))).toMatchObject({ kind: 'failed', failure: { code: 'service.unreachable' } });
  });

  it.each<[string, Reply]>([
    ['an HTML sign-in page', { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }],
    ['JSON that ends early', { headers: { 'content-type': 'application/json' }, body: '{"value":[{"id":"1"}' }],
    ['nothing at all', { headers: { 'content-type': 'application/json' } }],
  ])('%s is never taken for rows', async (_, page) => {
    const client = await clientOf(() => page);
    const answer = await client.read(read);
    expect(() => jsonOf(answer)).toThrow(expect.objectContaining({ kind: 'transient', code: 'service.unexpectedAnswer' }) as Error);
  });

  it('does not follow a link to another host', async () => {
    const client = await clientOf(() => fine);
    expect(await refusalOf(client.read({ method: 'GET', link: 'http://127.0.0.1:9/api/rows' }))).toMatchObject({
      code: 'address.foreignLink',
    });
    expect(service.requests).toHaveLength(0);
  });

  it('follows a link of the service exactly as it was given', async () => {
    const client = await clientOf(() => fine);
    await client.read({ method: 'GET', link: `${service.url}/api/rows?$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E'a'` });
    expect(service.requests[0]?.url).toBe("/api/rows?$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E'a'");
  });
});
