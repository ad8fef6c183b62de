import { Json, Site, find, startSite } from './business-central.fixture';

describe('Business Central wire, section 3: paging and watermarks', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());
  beforeEach(() => site.reset());

  async function allPages(first: string, size: number, between: (page: number) => Promise<void> = async () => {}): Promise<Json[]> {
    const rows: Json[] = [];
    let next: unknown = first;
    for (let page = 1; typeof next === 'string'; page++) {
      const { json } = await site.get(next, { Prefer: `odata.maxpagesize=${size}` });
      rows.push(...json.value);
      next = json['@odata.nextLink'];
      await between(page);
    }
    return rows;
  }

  it('3 odata.maxpagesize sets the page, @odata.nextLink leads on and keeps the other options', async () => {
    const rows = await allPages(`${site.v2}/customers?$select=number&$filter=country eq 'GB'`, 5);
    const whole = await site.get(`${site.v2}/customers?$select=number&$filter=country eq 'GB'`);
    expect(rows).toEqual(whole.json.value);
    expect(rows.length).toBeGreaterThan(10);
  });

  it('3 a page larger than 20,000 rows is 413, a senseless size 400', async () => {
    const sizes = await Promise.all(
      ['20000', '20001', '0', 'many'].map((size) => site.get(`${site.v2}/customers`, { Prefer: `odata.maxpagesize=${size}` })),
    );
    expect(sizes.map(({ status }) => status)).toEqual([200, 413, 400, 400]);
  });

  it('3 without a wish a page has 20,000 rows', async () => {
    await site.control('POST', '/generate', { customers: 20_000, seed: 3 });
    const { json } = await site.get(`${site.companion}/customers?$select=number`);
    expect(json.value).toHaveLength(20_000);
    expect(json['@odata.nextLink']).toContain('$skiptoken=');
  });

  it('3 $top ends the pages although more rows would follow', async () => {
    expect(await allPages(`${site.v2}/customers?$top=12&$select=number`, 5)).toHaveLength(12);
  });

  it('3 rows that come and go between pages make no other row missed or doubled', async () => {
    const before = await site.get(`${site.v2}/contacts?$select=number`);
    const rows = await allPages(`${site.v2}/contacts?$select=number`, 100, async (page) => {
      await site.edit('contacts', { values: { number: `A${page}`, displayName: 'Comes before', type: 'Person' } });
      if (page === 1) await site.edit('contacts', { key: String(before.json.value[3]?.['number']), remove: true });
    });
    expect(rows.map((row) => row['number'])).toEqual(before.json.value.map((row) => row['number']));
  });

  it('3 a page that ends amid equal values of $orderby goes on after its last row', async () => {
    const rows = await allPages(`${site.v2}/customers?$orderby=country&$select=number,country`, 4);
    expect(new Set(rows.map((row) => row['number'])).size).toBe(69);
    expect(rows.map((row) => row['country'])).toEqual(rows.map((row) => row['country']).sort());
  });

  it('3 lastModifiedDateTime is the stamp of the row and filters what changed', async () => {
    const customer = await find(site, `${site.v2}/customers`, "number eq '10000'");
    const { now } = await site.control('PUT', '/clock', { advanceMilliseconds: 60_000 });
    await site.patch(`${site.v2}/customers(${String(customer['id'])})`, { city: 'Ely' });
    const { json } = await site.get(`${site.v2}/customers?$filter=lastModifiedDateTime ge ${String(now)}&$orderby=lastModifiedDateTime`);
    expect(json.value.map((row) => row['number'])).toEqual(['10000']);
  });

  it('3 a change of a FlowField does not touch the stamp of the row', async () => {
    const before = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    await site.edit('itemLedgerMovements', { values: { itemNumber: '1896-S', quantity: 7 } });
    const after = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    expect(after['inventory']).toBe(Number(before['inventory']) + 7);
    expect([after['lastModifiedDateTime'], after['@odata.etag']]).toEqual([before['lastModifiedDateTime'], before['@odata.etag']]);
  });

  it('3 deletions are invisible to polling in API v2.0', async () => {
    const before = (await site.get(`${site.v2}/contacts/$count`)).text;
    const state = await site.get(`${site.v2}/contacts?$orderby=lastModifiedDateTime desc&$top=1`);
    await site.edit('contacts', { key: 'CT100211', remove: true });
    const { json } = await site.get(
      `${site.v2}/contacts?$filter=lastModifiedDateTime gt ${String(state.json.value[0]?.['lastModifiedDateTime'])}`,
    );
    expect(json.value).toEqual([]);
    expect(Number((await site.get(`${site.v2}/contacts/$count`)).text)).toBe(Number(before) - 1);
  });

  it('0 there are no delta links: odata.track-changes is ignored', async () => {
    const { json, headers } = await site.get(`${site.v2}/customers?$top=1`, { Prefer: 'odata.track-changes' });
    expect([headers['preference-applied'], json['@odata.deltaLink']]).toEqual([undefined, undefined]);
  });
});
