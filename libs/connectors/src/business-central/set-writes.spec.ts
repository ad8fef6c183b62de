import { businessCentral } from '@tandem/domain/tables/business-central';
import { WriteOutcome } from '@tandem/domain/ports/record-store';
import { localService, LocalService, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { BusinessCentralRecordStore } from './business-central-record-store';

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: Record<string, unknown>;
}
interface OperationReply {
  readonly status: number;
  readonly body?: unknown;
}

const refusal = (status: number, code: string, message = 'No.'): OperationReply => ({
  status,
  body: { error: { code, message: `${message}  CorrelationId:  7d4a3c1e-0000-4000-8000-000000000001.` } },
});
const codes = (outcomes: readonly WriteOutcome[]): string[] =>
  outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.failure.code : outcome.kind));

describe('writing to Business Central', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let store: BusinessCentralRecordStore;
  const table = businessCentral.customers;

  const answering = async (
    operation: (operation: Operation) => OperationReply,
    batch?: (count: number) => Reply | undefined,
    batchSize = 100,
  ): Promise<void> => {
    let batches = 0;
    service = await localService(({ url, body }): Reply => {
      if (url.includes('integrationState')) return { json: { value: [{ minimumActiveRowVersion: 2, lastUsedRowVersion: 1 }] } };
      const special = batch?.(++batches);
      if (special) return special;
      const { requests } = JSON.parse(body) as { requests: Operation[] };
      return { json: { responses: requests.map((request) => ({ id: request.id, headers: {}, ...operation(request) })).reverse() } };
    });
    parts = partsFor(service.url, { companyId: 'c1', transport: { timeoutMs: 500 } });
    store = new BusinessCentralRecordStore({ ...parts, batchSize });
  };
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const batches = () => service.requests.filter(({ url }) => url.endsWith('/$batch'));
  const sent = (): Operation[] => batches().flatMap(({ body }) => (JSON.parse(body) as { requests: Operation[] }).requests);
  const customer = (id: string) => ({ id, values: { displayName: `Customer ${id}` } });

  it('creates rows under the ids that were chosen and returns what the server made of them', async () => {
    await answering(({ body }) => ({
      status: 201,
      body: { '@odata.etag': 'W/"1"', ...body, number: 'C001', displayName: 'SHORTENED', city: 'Not asked for' },
    }));
    expect(await store.create(table, [{ id: 'a', values: { displayName: 'Long name', blocked: null } }])).toEqual([
      { kind: 'written', id: 'a', version: 'W/"1"', values: { displayName: 'SHORTENED', number: 'C001' } },
    ]);
    expect(sent()).toEqual([
      {
        id: '0',
        method: 'POST',
        url: 'companies(c1)/customers',
        headers: { 'Content-Type': 'application/json' },
        body: { id: 'a', displayName: 'Long name' },
      },
    ]);
  });

  it('changes rows under the version that was read; without one it forces the write', async () => {
    await answering(({ url }) => {
      if (url.includes('(a)')) return { status: 200, body: { '@odata.etag': 'W/"2"', id: 'a', displayName: 'New' } };
      if (url.includes('(b)')) return refusal(409, 'Request_EntityChanged');
      if (url.includes('(c)')) return refusal(404, 'Internal_RecordNotFound');
      return refusal(409, 'Internal_ServerError');
    });
    const changes = ['a', 'b', 'c', 'd'].map((id) => ({ id, version: id === 'a' ? 'W/"1"' : null, values: { displayName: 'New' } }));
    expect(codes(await store.update(table, changes))).toEqual(['written', 'stale', 'missing', 'service.unavailable']);
    expect(sent().map(({ headers }) => headers['If-Match'])).toEqual(['W/"1"', '*', '*', '*']);
  });

  it('clears with the blank of each type', async () => {
    await answering(() => ({ status: 200, body: { id: 'a' } }));
    await store.update(table, [
      { id: 'a', version: null, values: { displayName: null, salespersonCode: null, creditLimit: null, blocked: null } },
    ]);
    expect(sent()[0]?.body).toEqual({ displayName: '', salespersonCode: '', creditLimit: 0, blocked: '_x0020_' });
  });

  it('tells a duplicate key from a value that the service refuses', async () => {
    await answering(({ body }) =>
      body?.id === 'a'
        ? refusal(409, 'Internal_EntityWithSameKeyExists')
        : refusal(400, 'Internal_InvalidTableRelation', 'The field Salesperson Code contains a value (X) that cannot be found.'),
    );
    const outcomes = await store.create(table, [customer('a'), customer('b')]);
    expect(codes(outcomes)).toEqual(['duplicate', 'record.relatedMissing']);
    expect(outcomes[1]).toMatchObject({
      failure: {
        message: 'The field Salesperson Code contains a value (X) that cannot be found.',
        details: { vendorCorrelationId: '7d4a3c1e-0000-4000-8000-000000000001' },
      },
    });
  });

  it('keeps to one hundred operations in a batch and to the order of the records', async () => {
    await answering(({ url, body }) => ({ status: 201, body: { ...body, url } }), undefined, 1_000);
    const outcomes = await store.create(
      table,
      Array.from({ length: 230 }, (_, index) => customer(`r${index}`)),
    );
    expect(outcomes.map((outcome) => outcome.kind === 'written' && outcome.id)).toEqual(
      Array.from({ length: 230 }, (_, index) => `r${index}`),
    );
    expect(batches()).toHaveLength(3);
  });

  it.each<[string, Reply]>([
    ['the connection broke after it was sent', 'drop'],
    ['the answer was cut', { headers: { 'content-type': 'application/json' }, body: '{"responses":[{"id":"0"' }],
    ['the service gave up after its time limit', { status: 408 }],
    ['a sign-in page answered', { headers: { 'content-type': 'text/html' }, body: '<html>Sign in</html>' }],
  ])('a batch is not sent again when %s: every outcome in it is unknown', async (_, mishap) => {
    await answering(
      () => ({ status: 201 }),
      () => mishap,
    );
    expect(codes(await store.create(table, [customer('a'), customer('b')]))).toEqual(['write.outcomeUnknown', 'write.outcomeUnknown']);
    expect(batches()).toHaveLength(1);
  });

  it('writes fewer rows at once after a gateway gave up', async () => {
    await answering(
      ({ body }) => ({ status: 201, body }),
      (count) => (count === 1 ? { status: 504 } : undefined),
    );
    const records = Array.from({ length: 100 }, (_, index) => customer(`r${index}`));
    expect(new Set(codes(await store.create(table, records)))).toEqual(new Set(['write.outcomeUnknown']));
    await store.create(table, records);
    expect(batches().map(({ body }) => (JSON.parse(body) as { requests: unknown[] }).requests.length)).toEqual([100, 50, 50]);
  });

  it('a batch that the service refused unseen is sent again', async () => {
    await answering(
      ({ body }) => ({ status: 201, body }),
      (count) => (count === 1 ? { status: 503 } : undefined),
    );
    expect(codes(await store.create(table, [customer('a')]))).toEqual(['written']);
  });

  it('a row that is gone counts as removed, a changed one stays', async () => {
    await answering(({ url }) =>
      url.includes('(a)')
        ? { status: 204 }
        : url.includes('(b)')
          ? refusal(404, 'Internal_RecordNotFound')
          : refusal(409, 'Request_EntityChanged'),
    );
    expect(codes(await store.remove(table, ['a', 'b', 'c'].map((id) => ({ id, version: 'W/"1"' }))))).toEqual(['written', 'written', 'stale']); // prettier-ignore
  });

  it('without a company nothing is sent, and the failure says what to do', async () => {
    await answering(() => ({ status: 201 }));
    const outcomes = await new BusinessCentralRecordStore(partsFor(service.url)).create(table, [customer('a')]);
    expect(outcomes).toMatchObject([{ kind: 'failed', failure: { kind: 'misconfigured', code: 'connection.companyMissing' } }]);
  });
});
