import { Cursor, PageRead, ReadPage } from '@tandem/domain/ports/record-store';
import { sales } from '@tandem/domain/tables/sales';
import { localService, LocalService, ReceivedRequest, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { DataverseRecordStore } from './dataverse-record-store';

const row = (id: string, version: number) => ({
  '@odata.etag': `W/"${version}"`,
  accountid: id,
  name: `Account ${id}`,
  modifiedon: '2026-05-01T10:00:00Z',
});
const gone = (id: string) => ({ '@odata.context': '#accounts/$deletedEntity', id, reason: 'deleted' });

describe('reading a table of Dataverse', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let store: DataverseRecordStore;

  const answering = async (answer: (request: ReceivedRequest) => Reply): Promise<void> => {
    service = await localService(answer);
    parts = partsFor(service.url);
    store = new DataverseRecordStore({ ...parts, tables: Object.values(sales) });
  };
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const page = (from: Cursor, more: Partial<ReadPage> = {}): Promise<PageRead> =>
    store.readPage({ table: sales.accounts, columns: ['name'], from, size: 2, ...more });
  const start: Cursor = { kind: 'baseline', token: null };
  const link = (rest: string): string => `${service.url}/api/data/v9.2/accounts?${rest}`;
  const ids = ({ records }: PageRead): string[] => records.map(({ id }) => id);
  const date = { date: 'Fri, 01 May 2026 12:00:00 GMT' };

  it('a baseline is itself the tracked read, so that no change falls between snapshot and feed', async () => {
    await answering(() => ({ json: { value: [row('a', 1)], '@odata.deltaLink': link('$deltatoken=1') } }));
    const read = await page(start);
    expect(service.requests[0]?.decoded).toBe('/api/data/v9.2/accounts?$select=accountid,name,modifiedon');
    expect(service.requests[0]?.headers.prefer).toBe('odata.track-changes,odata.maxpagesize=2');
    expect(read).toMatchObject({
      records: [{ id: 'a', version: 'W/"1"', modifiedAt: '2026-05-01T10:00:00Z', values: { name: 'Account a' } }],
      end: 'a',
      deletedIds: [],
    });
    expect(read.watermark).toContain('$deltatoken=1');
    expect(read.next).toBeUndefined();
  });

  it('follows next links as they are, with the page size of the first read', async () => {
    const token = '$skiptoken=%3Ccookie%20pagenumber=%222%22%20/%3E';
    await answering(({ url }) => ({
      json: { value: [row('a', 1)], ...(url.includes('skiptoken') ? {} : { '@odata.nextLink': link(token) }) },
    }));
    const first = await page(start);
    await page(first.next as Cursor, { size: 500 }).catch(() => undefined);
    expect(service.requests[1]?.url).toBe(`/api/data/v9.2/accounts?${token}`);
    expect(service.requests[1]?.headers.prefer).toContain('odata.maxpagesize=2');
  });

  it('a baseline of several pages closes with what was modified since it began, since the token may date from its last page', async () => {
    await answering(({ decoded }) => {
      if (decoded.includes('skiptoken')) return { json: { value: [row('b', 2)], '@odata.deltaLink': link('$deltatoken=9') } };
      if (decoded.includes('$filter')) return { json: { value: [row('a', 3)] } };
      return { headers: date, json: { value: [row('a', 1)], '@odata.nextLink': link('$skiptoken=2') } };
    });
    const first = await page(start);
    const second = await page(first.next as Cursor);
    expect(second.watermark).toBeUndefined();
    expect(second.next).toMatchObject({ closes: true });
    const closing = await page(second.next as Cursor);
    expect(service.requests[2]?.decoded).toContain('$filter=modifiedon ge 2026-05-01T11:59:30Z&');
    expect(closing).toMatchObject({ deletionsUnknown: true, records: [{ id: 'a', version: 'W/"3"' }] });
    expect(closing.watermark).toContain('$deltatoken=9');
  });

  it('changes come from the delta link, deletions apart, with a new watermark', async () => {
    await answering(({ url }) => ({
      json: url.endsWith('deltatoken=1')
        ? { value: [row('a', 5), gone('z')], '@odata.deltaLink': link('$deltatoken=2') }
        : { value: [row('a', 1)], '@odata.deltaLink': link('$deltatoken=1') },
    }));
    const { watermark = '' } = await page(start);
    const changes = await page({ kind: 'changes', token: watermark });
    expect(changes).toMatchObject({ deletedIds: ['z'], end: 'z' });
    expect(ids(changes)).toEqual(['a']);
    expect(changes.watermark).toContain('$deltatoken=2');
  });

  it('other columns ask for a new baseline, because the link brings the old ones', async () => {
    await answering(() => ({ json: { value: [], '@odata.deltaLink': link('$deltatoken=1') } }));
    const { watermark = '' } = await page(start);
    await expect(page({ kind: 'changes', token: watermark }, { columns: ['name', 'fax'] })).rejects.toMatchObject({
      kind: 'rejected',
      code: 'watermark.expired',
    });
    expect(service.requests).toHaveLength(1);
  });

  it('an expired link asks for a new baseline', async () => {
    const expired = {
      error: { code: '0x80044352', message: 'Version stamp associated with the client has expired. Please perform a full sync.' },
    };
    await answering(({ url }) =>
      url.includes('deltatoken') ? { status: 400, json: expired } : { json: { value: [], '@odata.deltaLink': link('$deltatoken=1') } },
    );
    const { watermark = '' } = await page(start);
    await expect(page({ kind: 'changes', token: watermark })).rejects.toMatchObject({ kind: 'rejected', code: 'watermark.expired' });
  });

  it('a link to another host is not followed', async () => {
    await answering(() => ({
      json: { value: [row('a', 1)], '@odata.nextLink': 'http://127.0.0.1:9/api/data/v9.2/accounts?$skiptoken=2' },
    }));
    const first = await page(start);
    await expect(page(first.next as Cursor)).rejects.toMatchObject({ code: 'address.foreignLink' });
  });

  it('a table without tracking says so instead of losing changes', async () => {
    await answering(() => ({ json: { value: [row('a', 1)] } }));
    await expect(page(start)).rejects.toMatchObject({ kind: 'misconfigured', code: 'table.notTracked' });
  });

  describe('a page that is read again', () => {
    it('drops the rows beyond its end', async () => {
      await answering(() => ({ json: { value: [row('a', 1), row('b', 2)], '@odata.deltaLink': link('$deltatoken=1') } }));
      const again = await page(start, { until: 'a' });
      expect(ids(again)).toEqual(['a']);
      expect(again).not.toHaveProperty('watermark');
    });

    it('goes on where insertions have pushed its end to a later page', async () => {
      await answering(({ url }) =>
        url.includes('skiptoken')
          ? { json: { value: [row('b', 2), row('c', 3)] } }
          : { json: { value: [row('a', 1), row('aa', 9)], '@odata.nextLink': link('$skiptoken=2') } },
      );
      const again = await page(start, { until: 'b' });
      expect(ids(again)).toEqual(['a', 'aa', 'b']);
      expect(again.endLost).toBeUndefined();
    });

    it('says when its end is not there any more, and gives too much rather than too little', async () => {
      await answering(() => ({ json: { value: [row('a', 1)], '@odata.deltaLink': link('$deltatoken=1') } }));
      expect(await page(start, { until: 'deleted' })).toMatchObject({ endLost: true, records: [{ id: 'a' }] });
    });

    it('asks nothing where the page was empty', async () => {
      await answering(() => 'drop');
      expect(await page(start, { until: '' })).toEqual({ records: [], deletedIds: [], end: '' });
      expect(service.requests).toHaveLength(0);
    });
  });

  it.each<[string, Reply]>([
    ['an HTML page', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>Sign in to your account</html>' }],
    ['JSON without rows', { json: { error: 'none' } }],
    ['JSON that was cut', { headers: { 'content-type': 'application/json' }, body: '{"value":[' }],
  ])('%s is a failure of transport, never an empty page', async (_, reply) => {
    await answering(() => reply);
    await expect(page(start)).rejects.toMatchObject({ kind: 'transient', code: 'service.unexpectedAnswer' });
  });
});
