import { Site, find, refusal, startSite } from './business-central.fixture';

describe('Business Central wire, section 7: limits', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());
  beforeEach(() => site.reset());

  const read = () => site.get(`${site.v2}/currencies?$top=1`);

  it('7 a user has 6000 requests in five minutes, then 429 until the window has moved on', async () => {
    await site.control('PATCH', '/limits', { requests: 3 });
    expect((await site.control('GET', '/limits'))['windowSeconds']).toBe(300);
    const statuses = [await read(), await read(), await read(), await read()].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    await site.control('PUT', '/clock', { advanceMilliseconds: 320_000 });
    expect((await read()).status).toBe(200);
  });

  it('7 the limits of the service are 6000 requests, 5 at once and 95 in the queue', async () => {
    expect(await site.control('GET', '/limits')).toMatchObject({
      requests: 6000,
      windowSeconds: 300,
      concurrency: 5,
      queueLength: 95,
      queueTimeoutSeconds: 480,
    });
  });

  it('7 more than 5 requests at once wait in the queue and are answered', async () => {
    await site.control('PATCH', '/latency', { fixed: 20 });
    const replies = await Promise.all(Array.from({ length: 12 }, read));
    expect(replies.map(({ status }) => status)).toEqual(Array(12).fill(200));
  });

  it('7 the request beyond queue and processing is 429', async () => {
    await site.control('PATCH', '/limits', { concurrency: 1, queueLength: 1 });
    await site.control('PATCH', '/latency', { fixed: 100 });
    const statuses = (await Promise.all(Array.from({ length: 4 }, read))).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 200, 429, 429]);
  });

  it('7 a request that waits too long in the queue is 503 with Retry-After', async () => {
    await site.control('PATCH', '/limits', { concurrency: 1, queueTimeoutSeconds: 0.05 });
    await site.control('PATCH', '/latency', { fixed: 300 });
    const replies = await Promise.all([read(), read()]);
    const late = replies.find(({ status }) => status === 503);
    expect(late?.headers['retry-after']).toBeDefined();
  });

  it('7 a Retry-After on 429 is not promised', async () => {
    await site.control('PATCH', '/limits', { requests: 1, retryAfter: 'none' });
    await read();
    const { status, headers } = await read();
    expect([status, headers['retry-after']]).toEqual([429, undefined]);
  });

  it.each([408, 504])('11 the operation may time out with %s', async (status) => {
    await site.control('PUT', '/faults/timeout', { action: { kind: 'answer', status }, times: 1 });
    expect([(await read()).status, (await read()).status]).toEqual([status, 200]);
  });

  it('11 a reply may be lost after the commit', async () => {
    await site.control('PUT', '/faults/lost', { match: { method: 'POST' }, action: { kind: 'drop-after-commit' }, times: 1 });
    const id = '0c0ffee0-0000-4000-8000-00000000105e';
    await expect(site.post(`${site.v2}/customers`, { id, displayName: 'Written although nobody heard' })).rejects.toThrow();
    expect((await site.get(`${site.v2}/customers(${id})`)).status).toBe(200);
  });
});

describe('Business Central wire, section 8: errors', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.each<[string, string, object, number, string]>([
    ['a text that is too long', 'customers', { displayName: 'x'.repeat(101) }, 400, 'Application_StringExceededLength'],
    ['a code without a row', 'customers', { displayName: 'X', salespersonCode: 'NOBODY' }, 400, 'Internal_InvalidTableRelation'],
    [
      'an id without a row',
      'customers',
      { displayName: 'X', currencyId: '0c0ffee0-0000-4000-8000-00000000dead' },
      400,
      'Application_DialogException',
    ],
    ['an id that is no GUID', 'customers', { displayName: 'X', currencyId: '12' }, 400, 'Application_InvalidGUID'],
    ['an unknown option', 'customers', { displayName: 'X', type: 'Robot' }, 400, 'Unknown'],
    ['a text for a number', 'customers', { displayName: 'X', creditLimit: '12' }, 400, 'BadRequest'],
    ['a number for a text', 'customers', { displayName: 12 }, 400, 'BadRequest'],
    ['a date that is none', 'salesOrders', { customerNumber: '10000', orderDate: '2026-02-30' }, 400, 'BadRequest'],
    ['a key that is taken', 'customers', { number: '10000', displayName: 'X' }, 409, 'Internal_EntityWithSameKeyExists'],
  ])('8 %s', async (_case, set, body, status, code) => {
    expect(refusal(await site.post(`${site.v2}/${set}`, body))).toEqual([status, code]);
  });

  it('8 an unknown set is BadRequest_ResourceNotFound and names the segment', async () => {
    const reply = await site.get(`${site.v2}/clients`);
    expect(refusal(reply)).toEqual([404, 'BadRequest_ResourceNotFound']);
    expect(reply.json.error.message).toMatch(/^Resource not found for the segment 'clients'\./);
  });

  it('8 a verb that a set does not know is BadRequest_MethodNotAllowed', async () => {
    const row = await find(site, `${site.v2}/itemLedgerEntries`, "itemNumber eq '1896-S'");
    expect(refusal(await site.patch(`${site.v2}/itemLedgerEntries(${String(row['id'])})`, { quantity: 1 }))).toEqual([
      405,
      'BadRequest_MethodNotAllowed',
    ]);
    expect(refusal(await site.send('PUT', `${site.v2}/customers`, {}))).toEqual([405, 'BadRequest_MethodNotAllowed']);
  });

  it('8 a syntax error in a filter is BadRequest_NotFound', async () => {
    expect(refusal(await site.get(`${site.v2}/customers?$filter=number eq`))).toEqual([400, 'BadRequest_NotFound']);
  });

  it('8 a business rule may refuse one record of many', async () => {
    await site.control('PUT', '/faults/poison', {
      action: { kind: 'reject-record', table: 'customers', column: 'displayName', value: 'Poison' },
    });
    expect(refusal(await site.post(`${site.v2}/customers`, { displayName: 'Poison' }))).toEqual([400, 'Application_DialogException']);
    expect((await site.post(`${site.v2}/customers`, { displayName: 'Wholesome' })).status).toBe(201);
  });

  it('9 ProductItemAvailability answers stock by the id of the product in Sales', async () => {
    const item = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    const product = '9d3f2c1b-0000-4000-8000-000000000001';
    await site.control('PUT', `/couplings/${product}`, { itemId: item['id'] });
    const page = "/BC/ODataV4/Company('CRONUS%20International%20Ltd.')/ProductItemAvailability";
    const authorization = `Basic ${Buffer.from('TANDEM:c2ltdWxhdGVkLXdlYi1zZXJ2aWNlcy1hY2Nlc3Mta2U=').toString('base64')}`;
    const { json } = await site.get(`${page}?$filter=CRM_ID eq ${product}`, { authorization });
    expect(json.value).toEqual([
      {
        '@odata.etag': expect.stringMatching(/^W\//),
        CRM_ID: product,
        Integration_ID: item['id'],
        Table_ID: 27,
        ItemNo: '1896-S',
        UOM: 'PCS',
        Inventory: item['inventory'],
      },
    ]);
  });
});
