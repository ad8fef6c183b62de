import { Cursor, PageRead, ReadPage } from '@tandem/domain/ports/record-store';
import { businessCentral } from '@tandem/domain/tables/business-central';
import { localService, LocalService, ReceivedRequest, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { BusinessCentralRecordStore } from './business-central-record-store';

interface Database {
  rows: { id: string; version: number }[];
  deleted: { recordId: string; version: number }[];
  settledBelow: number;
  lastUsed?: number;
  at?: string;
}

const bounds = (decoded: string): ((version: number) => boolean) => {
  const after = Number(/systemRowVersion gt (\d+)/.exec(decoded)?.[1]);
  const below = Number(/systemRowVersion lt (\d+)/.exec(decoded)?.[1] ?? Number.MAX_SAFE_INTEGER);
  const until = Number(/systemRowVersion le (\d+)/.exec(decoded)?.[1] ?? Number.MAX_SAFE_INTEGER);
  return (version) => version > after && version < below && version <= until;
};

describe('reading a set of Business Central in ranges of row versions', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let store: BusinessCentralRecordStore;
  let database: Database;

  const rowOf = ({ id, version }: { id: string; version: number }) => ({
    '@odata.etag': `W/"${version}"`,
    id,
    displayName: `Customer ${id}`,
    systemRowVersion: version,
    systemModifiedAt: '2026-05-01T10:00:00.000Z',
  });

  const answer = ({ decoded, headers }: ReceivedRequest): Reply => {
    if (decoded.includes('integrationState')) {
      const { settledBelow, lastUsed = 1_000, at = '2026-05-01T12:00:00Z' } = database;
      return { json: { value: [{ minimumActiveRowVersion: settledBelow, lastUsedRowVersion: lastUsed, systemModifiedAt: at }] } };
    }
    const within = bounds(decoded);
    if (decoded.includes('deletedRecords')) return { json: { value: database.deleted.filter(({ version }) => within(version)) } };
    const rows = database.rows.filter(({ version }) => within(version)).sort((one, other) => one.version - other.version);
    const skip = Number(/skip=(\d+)/.exec(decoded)?.[1] ?? 0);
    const size = Number(/maxpagesize=(\d+)/.exec(String(headers.prefer))?.[1]);
    const link = `${service.url}${decoded.replace(/&skip=\d+/, '').replaceAll(' ', '%20')}&skip=${skip + size}`;
    return { json: { value: rows.slice(skip, skip + size).map(rowOf), ...(rows.length > skip + size ? { '@odata.nextLink': link } : {}) } };
  };

  beforeEach(async () => {
    database = { rows: [], deleted: [], settledBelow: 1_001 };
    service = await localService(answer);
    parts = partsFor(service.url, { companyId: 'c1' });
    store = new BusinessCentralRecordStore(parts);
  });
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  const page = (from: Cursor, more: Partial<ReadPage> = {}): Promise<PageRead> =>
    store.readPage({ table: businessCentral.customers, columns: ['displayName'], from, size: 2, ...more });
  const start: Cursor = { kind: 'baseline', token: null };
  const ids = (pages: readonly PageRead[]): string[] => pages.flatMap(({ records }) => records.map(({ id }) => id));
  const run = async (from: Cursor): Promise<PageRead[]> => {
    const pages = [await page(from)];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next) pages.push(await page(next));
    return pages;
  };
  const asked = (what: string): ReceivedRequest[] => service.requests.filter(({ decoded }) => decoded.includes(what));

  it('fixes its bound first, and reads changes only as far as they are settled below it', async () => {
    database = { rows: [{ id: 'a', version: 10 }, { id: 'late', version: 999 }], deleted: [], settledBelow: 500 }; // prettier-ignore
    const [read] = await run({ kind: 'changes', token: JSON.stringify({ after: '0' }) });
    expect(read).toMatchObject({
      records: [{ id: 'a', version: 'W/"10"', modifiedAt: '2026-05-01T10:00:00.000Z', values: { displayName: 'Customer a' } }],
    });
    const [question] = asked('/customers');
    expect(question?.decoded).toContain(
      '/api/tandem/integration/v1.0/companies(c1)/customers?$select=id,displayName,systemRowVersion,systemModifiedAt&$filter=systemRowVersion gt 0 and systemRowVersion lt 500&$orderby=systemRowVersion',
    );
    expect(question?.headers).toMatchObject({ 'accept-language': 'en-US' });
    expect(service.requests.every(({ headers }) => headers['data-access-intent'] === undefined)).toBe(true);
    database.settledBelow = 1_001;
    expect(ids(await run({ kind: 'changes', token: read?.watermark ?? '' }))).toEqual(['late']);
  });

  it('a baseline closes with what lies beyond its bound, and the next run begins below what is not settled yet', async () => {
    database = { rows: [{ id: 'a', version: 10 }, { id: 'moved', version: 999 }], deleted: [], settledBelow: 500 }; // prettier-ignore
    const [first, closing] = await run(start);
    expect([first?.records.map(({ id }) => id), first?.end, first?.next?.closes]).toEqual([['a'], '499', true]);
    expect(closing?.records.map(({ id }) => id)).toEqual(['moved']);
    expect(JSON.parse(closing?.watermark ?? '')).toMatchObject({ after: '499' });
  });

  it('the closing page of a baseline holds also what has moved when it is read again', async () => {
    database = { rows: [{ id: 'a', version: 10 }, { id: 'moved', version: 600 }], deleted: [], settledBelow: 500 }; // prettier-ignore
    const [first, closing] = await run(start);
    database.rows = [
      { id: 'a', version: 1_200 },
      { id: 'moved', version: 1_100 },
    ];
    const again = await page(first?.next as Cursor, { until: closing?.end });
    expect(ids([again])).toEqual(['moved', 'a']);
  });

  it('pages are closed ranges that follow each other', async () => {
    database.rows = Array.from({ length: 7 }, (_, index) => ({ id: `r${index}`, version: 10 + index }));
    const pages = await run(start);
    expect(ids(pages)).toEqual(database.rows.map(({ id }) => id));
    expect(pages.map(({ end }) => end)).toEqual(['11', '13', '15', '1000', String(2n ** 63n - 1n)]);
    expect(pages.filter(({ watermark }) => watermark !== undefined)).toHaveLength(1);
  });

  it('never ends a page between rows that share a version', async () => {
    database.rows = [10, 11, 11, 11, 11, 11, 12, 12, 13].map((version, index) => ({ id: `r${index}`, version }));
    const pages = await run(start);
    expect(ids(pages)).toEqual(database.rows.map(({ id }) => id));
    for (const { records } of pages.slice(0, -1)) expect(records.length).toBeGreaterThan(0);
  });

  it('a page that is read again has its own rows only, though rows have left it and others were added', async () => {
    database.rows = Array.from({ length: 6 }, (_, index) => ({ id: `r${index}`, version: 10 + index }));
    const first = await page(start);
    database.rows = database.rows.map((row) => (row.id === 'r0' ? { ...row, version: 990 } : row));
    const again = await page(start, { until: first.end });
    expect(ids([again])).toEqual(['r1']);
    expect(again).not.toHaveProperty('next');
    expect(again).not.toHaveProperty('watermark');
  });

  it('deletions come from the log, once for each run of changes and only of this table', async () => {
    const { watermark = '' } = (await run(start)).at(-1) as PageRead;
    database = {
      rows: Array.from({ length: 5 }, (_, index) => ({ id: `r${index}`, version: 1_010 + index })),
      deleted: [{ recordId: 'x', version: 1_005 }],
      settledBelow: 1_100,
      lastUsed: 1_100,
    };
    const pages = await run({ kind: 'changes', token: watermark });
    expect(pages.map(({ deletedIds }) => deletedIds)).toEqual([['x'], [], []]);
    expect(asked('deletedRecords').map(({ decoded }) => decoded)).toEqual([
      expect.stringContaining("tableName eq 'Customer' and systemRowVersion gt 1000 and systemRowVersion lt 1100"),
    ]);
  });

  it('asks for the state alone where nothing in the database has changed', async () => {
    const { watermark = '' } = (await run(start)).at(-1) as PageRead;
    const before = service.requests.length;
    expect(await page({ kind: 'changes', token: watermark })).toMatchObject({
      records: [],
      deletedIds: [],
      watermark: expect.stringContaining('"after":"1000"') as string,
    });
    expect(service.requests.length - before).toBe(1);
  });

  it('one state serves all sets that are asked for at the same time', async () => {
    await page(start);
    const before = asked('integrationState').length;
    await Promise.all(Array.from({ length: 10 }, () => page(start)));
    expect(asked('integrationState').length - before).toBeLessThanOrEqual(2);
  });

  it.each([
    ['the database was restored to before the watermark', { lastUsed: 900, settledBelow: 901 }],
    ['deletions are not kept for as long as the watermark is old', { lastUsed: 2_000, settledBelow: 2_001, at: '2026-07-01T12:00:00Z' }],
  ])('asks for a new baseline when %s', async (_, state) => {
    const { watermark = '' } = (await run(start)).at(-1) as PageRead;
    database = { ...database, ...state };
    await expect(page({ kind: 'changes', token: watermark })).rejects.toMatchObject({ kind: 'rejected', code: 'watermark.expired' });
  });

  it('a row version that lost digits on its way is not believed', async () => {
    database.settledBelow = 2 ** 53 + 2;
    await expect(page(start)).rejects.toMatchObject({ kind: 'transient', code: 'service.unexpectedAnswer' });
  });
});
