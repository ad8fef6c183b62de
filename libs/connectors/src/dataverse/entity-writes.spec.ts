import { randomUUID } from 'node:crypto';
import { NewRecord, WriteOutcome } from '@tandem/domain/ports/record-store';
import { sales } from '@tandem/domain/tables/sales';
import { localService, LocalService, ReceivedRequest, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { DataverseRecordStore } from './dataverse-record-store';

interface Answers {
  readonly offered?: boolean;
  readonly multiple?: (names: string[]) => Reply;
  /** One status line and body for each operation of a batch. */
  readonly operation?: (request: string) => { status: string; headers?: string; body?: string };
  readonly batch?: Reply;
}

const operationsOf = ({ body }: ReceivedRequest): string[] =>
  body.split(/--batch_[0-9a-f-]+(?:--)?\r\n/).filter((part) => part.includes('HTTP/1.1'));

const multipart = (operations: readonly { status: string; headers?: string; body?: string }[]): Reply => {
  const parts = operations.map(
    ({ status, headers = '', body = '' }) =>
      `--r\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\nHTTP/1.1 ${status}\r\n${headers}\r\n${body}\r\n`,
  );
  return { headers: { 'content-type': 'multipart/mixed; boundary=r' }, body: `${parts.join('')}--r--\r\n` };
};

const error = (code: string, message: string): string => JSON.stringify({ error: { code, message } });
const codes = (outcomes: readonly WriteOutcome[]): string[] =>
  outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.failure.code : outcome.kind));

describe('writing to Dataverse', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let store: DataverseRecordStore;

  const answering = async (answers: Answers, batchSize = 100): Promise<void> => {
    service = await localService((request): Reply => {
      if (request.url.includes('sdkmessagefilters'))
        return { json: { value: answers.offered === false ? [] : [{ sdkmessagefilterid: '1' }] } };
      if (request.url.endsWith('CreateMultiple'))
        return (
          answers.multiple?.((JSON.parse(request.body) as { Targets: { name: string }[] }).Targets.map(({ name }) => name)) ?? {
            status: 404,
          }
        );
      return (
        answers.batch ?? multipart(operationsOf(request).map((operation) => answers.operation?.(operation) ?? { status: '204 No Content' }))
      );
    });
    parts = partsFor(service.url, { transport: { timeoutMs: 500 } });
    store = new DataverseRecordStore({ ...parts, tables: Object.values(sales), batchSize });
  };
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const news = (...names: string[]): NewRecord[] => names.map((name) => ({ id: randomUUID(), values: { name } }));
  const named = (path: string): ReceivedRequest[] => service.requests.filter(({ url }) => url.includes(path));
  const created = (names: string[]): Reply => ({ json: { Ids: names.map(() => randomUUID()) } });

  it('creates many at once, under the ids that were claimed, where the table offers it', async () => {
    await answering({ multiple: created });
    const records = news('A', 'B');
    expect(codes(await store.create(sales.accounts, records))).toEqual(['written', 'written']);
    expect(JSON.parse(named('CRM.CreateMultiple')[0]?.body ?? '')).toEqual({
      Targets: records.map(({ id, values }) => ({ '@odata.type': 'Microsoft.Dynamics.CRM.account', accountid: id, ...values })),
    });
  });

  it('asks once whether a table offers it', async () => {
    await answering({ multiple: created });
    await Promise.all([store.create(sales.accounts, news('A')), store.create(sales.accounts, news('B'))]);
    await store.create(sales.accounts, news('C'));
    expect(named('sdkmessagefilters')).toHaveLength(1);
    expect(named('sdkmessagefilters')[0]?.decoded).toContain(
      "sdkmessageid/name eq @m and primaryobjecttypecode eq @t&@m='CreateMultiple'&@t='account'",
    );
  });

  it('only the poison record fails: one request more, not one for each record', async () => {
    await answering({
      multiple: (names) =>
        names.includes('poison') ? { status: 400, json: { error: { code: '0x80044331', message: 'Too long.' } } } : created(names),
      operation: (request) =>
        request.includes('poison') ? { status: '400 Bad Request', body: error('0x80044331', 'Too long.') } : { status: '204 No Content' },
    });
    const outcomes = await store.create(sales.accounts, news('A', 'poison', 'C', 'D'));
    expect(codes(outcomes)).toEqual(['written', 'record.tooLong', 'written', 'written']);
    expect(service.requests).toHaveLength(3);
    expect(named('$batch')[0]?.headers.prefer).toBe('odata.continue-on-error');
  });

  it('a creation by batch can only create, never change what is there', async () => {
    await answering({
      offered: false,
      operation: (request) =>
        request.includes('"B"')
          ? { status: '412 Precondition Failed', body: error('0x80040237', 'A record with matching key values already exists.') }
          : { status: '204 No Content' },
    });
    const records = news('A', 'B');
    expect(codes(await store.create(sales.accounts, records))).toEqual(['written', 'duplicate']);
    expect(operationsOf(named('$batch')[0] as ReceivedRequest)[0]).toContain(
      `PATCH /api/data/v9.2/accounts(${records[0]?.id}) HTTP/1.1\r\nIf-None-Match: *\r\n`,
    );
  });

  it('learns the id that the service chose', async () => {
    const id = randomUUID();
    await answering({
      offered: false,
      operation: () => ({ status: '204 No Content', headers: `OData-EntityId: http://x/api/data/v9.2/accounts(${id})\r\n` }),
    });
    expect(await store.create(sales.accounts, [{ id: null, values: { name: 'A' } }])).toEqual([{ kind: 'written', id, version: null }]);
  });

  it('finds the poison record also where it makes the service fail inside', async () => {
    await answering({
      multiple: () => ({ status: 500, json: { error: { code: '0x80040216', message: 'An unexpected error occurred.' } } }),
      operation: (request) =>
        request.includes('poison')
          ? { status: '500 Internal Server Error', body: error('0x80040216', 'An unexpected error occurred.') }
          : { status: '204 No Content' },
    });
    expect(codes(await store.create(sales.accounts, news('A', 'poison')))).toEqual(['written', 'service.unavailable']);
  });

  it('stops using bulk creation that refuses what is fine one by one', async () => {
    await answering({ multiple: () => ({ status: 400, json: { error: { code: '0x80040265', message: 'A plug-in.' } } }) });
    for (const name of ['A', 'B', 'C']) await store.create(sales.accounts, news(name));
    expect(named('CRM.CreateMultiple')).toHaveLength(2);
    expect(named('$batch')).toHaveLength(3);
  });

  it.each<[string, Reply]>([
    ['the connection broke after it was sent', 'drop'],
    ['no answer came', 'hang'],
    ['a gateway gave up', { status: 504 }],
  ])('a creation is not sent again when %s: its outcome is unknown', async (_, mishap) => {
    await answering({ multiple: () => mishap });
    const outcomes = await store.create(sales.accounts, news('A', 'B'));
    expect(outcomes.map((outcome) => outcome.kind === 'failed' && [outcome.failure.kind, outcome.failure.code])).toEqual([['transient', 'write.outcomeUnknown'], ['transient', 'write.outcomeUnknown']]); // prettier-ignore
    expect(named('CRM.CreateMultiple')).toHaveLength(1);
    expect(named('$batch')).toHaveLength(0);
  });

  it('changes rows under the version that was read, each on its own', async () => {
    await answering({
      operation: (request) => {
        if (request.includes('accounts(1)')) return { status: '204 No Content', headers: 'ETag: W/"8"\r\n' };
        if (request.includes('accounts(2)'))
          return { status: '412 Precondition Failed', body: error('0x80060882', 'The version does not match.') };
        if (request.includes('accounts(3)'))
          return { status: '404 Not Found', body: error('0x80040217', 'account With Id = 3 Does Not Exist') };
        return {
          status: '404 Not Found',
          body: error('0x80040217', 'transactioncurrency With Id = 99999999-9999-4999-8999-999999999999 Does Not Exist'),
        };
      },
    });
    const changes = ['1', '2', '3', '4'].map((id) => ({ id, version: id === '1' ? 'W/"7"' : null, values: { name: 'New' } }));
    expect(codes(await store.update(sales.accounts, changes))).toEqual(['written', 'stale', 'missing', 'record.notFound']);
    const [first, second] = operationsOf(named('$batch')[0] as ReceivedRequest);
    expect(first).toContain('PATCH /api/data/v9.2/accounts(1) HTTP/1.1\r\nIf-Match: W/"7"\r\n');
    expect(second).toContain('If-Match: *\r\n');
  });

  it('sends large bulks in several requests and keeps the order of the outcomes', async () => {
    await answering(
      { operation: (request) => (request.includes('accounts(4)') ? { status: '412 Precondition Failed' } : { status: '204 No Content' }) },
      2,
    );
    const changes = ['0', '1', '2', '3', '4', '5', '6'].map((id) => ({ id, version: 'W/"1"', values: { name: id } }));
    expect(codes(await store.update(sales.accounts, changes))).toEqual([
      'written',
      'written',
      'written',
      'written',
      'stale',
      'written',
      'written',
    ]);
    expect(named('$batch')).toHaveLength(4);
  });

  it('knows nothing of the records whose answers were cut off', async () => {
    const whole = multipart([{ status: '204 No Content' }, { status: '204 No Content' }]) as {
      headers: Record<string, string>;
      body: string;
    };
    await answering({ batch: { ...whole, body: whole.body.slice(0, whole.body.lastIndexOf('HTTP/1.1')) } });
    expect(codes(await store.update(sales.accounts, ['1', '2'].map((id) => ({ id, version: null, values: { name: id } }))))).toEqual(['written', 'write.outcomeUnknown']); // prettier-ignore
  });

  it('a refused access befalls every record and says what to do', async () => {
    await answering({ batch: { status: 401 } });
    const [outcome] = await store.update(sales.accounts, [{ id: '1', version: null, values: { name: 'A' } }]);
    expect(outcome).toMatchObject({ kind: 'failed', failure: { kind: 'misconfigured', code: 'access.refused' } });
    expect(parts.access.renewals).toBe(1);
  });

  it('writes lookups through their navigation property and clears them', async () => {
    await answering({});
    const values = { parentcustomerid: 'a1', ownerid: 't1', transactioncurrencyid: 'c1' };
    await store.update(sales.contacts, [
      { id: '1', version: null, values, lookupTables: { parentcustomerid: 'accounts', ownerid: 'systemusers' } },
    ]);
    await store.update(sales.contacts, [{ id: '1', version: null, values: { transactioncurrencyid: null } }]);
    const [bound, cleared] = service.requests.map(({ body }) => JSON.parse(/\{.*\}/.exec(body)?.[0] ?? '') as unknown);
    expect(bound).toEqual({
      'parentcustomerid_account@odata.bind': '/accounts(a1)',
      'ownerid@odata.bind': '/systemusers(t1)',
      'transactioncurrencyid@odata.bind': '/transactioncurrencies(c1)',
    });
    expect(cleared).toEqual({ 'transactioncurrencyid@odata.bind': null });
  });

  it('a lookup with several targets must say which one is meant', async () => {
    await answering({});
    await expect(store.update(sales.contacts, [{ id: '1', version: null, values: { parentcustomerid: 'a1' } }])).rejects.toThrow(
      'needs the table',
    );
  });

  it('a row that is gone counts as removed', async () => {
    await answering({ operation: () => ({ status: '404 Not Found', body: error('0x80040217', 'account With Id = 1 Does Not Exist') }) });
    expect(codes(await store.remove(sales.accounts, [{ id: '1', version: 'W/"1"' }]))).toEqual(['written']);
  });
});
