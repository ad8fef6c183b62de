import { Json, Site, find, refusal, startSite } from './business-central.fixture';

describe('Business Central wire, section 4: writing', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  const create = async (values: object = {}): Promise<Json> =>
    (await site.post(`${site.v2}/customers`, { displayName: 'Written by a test', ...values })).json;
  const at = (row: Json, set = 'customers') => `${site.v2}/${set}(${String(row['id'])})`;

  it('4 POST answers 201 with the entity and its Location', async () => {
    const { status, json, headers } = await site.post(`${site.v2}/customers`, { displayName: 'Relecloud' });
    expect([status, json['displayName'], json['number']]).toEqual([201, 'Relecloud', expect.stringMatching(/^C\d+$/)]);
    expect(headers['location']).toBe(`${site.url}${at(json)}`);
  });

  it('4 Prefer: return-no-content makes it 204', async () => {
    const { status, text, headers } = await site.post(`${site.v2}/customers`, { displayName: 'Quiet' }, { Prefer: 'return-no-content' });
    expect([status, text]).toEqual([204, '']);
    expect(headers['location']).toContain('/customers(');
  });

  it('4 PATCH with the current ETag or * answers 200 with the entity and a new ETag', async () => {
    const customer = await create();
    const first = await site.patch(at(customer), { city: 'Leeds' }, { 'If-Match': String(customer['@odata.etag']) });
    expect([first.status, first.json['city']]).toEqual([200, 'Leeds']);
    expect(first.json['@odata.etag']).not.toBe(customer['@odata.etag']);
    expect((await site.patch(at(customer), { city: 'York' }, { 'If-Match': '*' })).status).toBe(200);
  });

  it('4 a PATCH without If-Match, or with one that cannot be read, is 400 BadRequest_InvalidToken', async () => {
    const customer = await create();
    const replies = [
      await site.patch(at(customer), { city: 'Leeds' }, {}),
      await site.patch(at(customer), { city: 'Leeds' }, { 'If-Match': 'garbled' }),
    ];
    expect(replies.map(refusal)).toEqual(Array(2).fill([400, 'BadRequest_InvalidToken']));
  });

  it('4 a stale ETag is 409 Request_EntityChanged and changes nothing', async () => {
    const customer = await create();
    await site.edit('customers', { key: String(customer['number']), values: { city: 'Bath' } });
    const reply = await site.patch(at(customer), { city: 'Leeds' }, { 'If-Match': String(customer['@odata.etag']) });
    expect(refusal(reply)).toEqual([409, 'Request_EntityChanged']);
    expect(reply.json.error.message).toMatch(/^Another user has already changed the record\./);
    expect((await site.get(at(customer))).json['city']).toBe('Bath');
  });

  it('4 DELETE answers 204; a stale If-Match is checked when it is sent', async () => {
    const customer = await create();
    await site.patch(at(customer), { city: 'Leeds' });
    expect(refusal(await site.remove(at(customer), { 'If-Match': String(customer['@odata.etag']) }))).toEqual([
      409,
      'Request_EntityChanged',
    ]);
    expect((await site.remove(at(customer))).status).toBe(204);
    expect(refusal(await site.get(at(customer)))).toEqual([404, 'Internal_RecordNotFound']);
  });

  it('4 there is no upsert: a PATCH of a missing id is 404', async () => {
    const reply = await site.patch(`${site.v2}/customers(0c0ffee0-0000-4000-8000-00000000dead)`, { displayName: 'X' });
    expect(refusal(reply)).toEqual([404, 'Internal_RecordNotFound']);
  });

  it('3 a client may choose the id of a SystemId-keyed set on POST, once', async () => {
    const id = '0c0ffee0-0000-4000-8000-00000000c0de';
    expect((await create({ id }))['id']).toBe(id);
    expect(refusal(await site.post(`${site.v2}/customers`, { id, displayName: 'Again' }))).toEqual([
      409,
      'Internal_EntityWithSameKeyExists',
    ]);
    expect(refusal(await site.patch(`${site.v2}/customers(${id})`, { id: '0c0ffee0-0000-4000-8000-00000000c0df' }))).toEqual([
      400,
      'BadRequest_InvalidOperation',
    ]);
  });

  it('3 the id of a document buffer is ignored on POST', async () => {
    const id = '0c0ffee0-0000-4000-8000-00000000feed';
    const { status, json } = await site.post(`${site.v2}/salesOrders`, { id, customerNumber: '10000' });
    expect(status).toBe(201);
    expect(json['id']).not.toBe(id);
  });

  it('4 a read-only property is refused with its name', async () => {
    const reply = await site.post(`${site.v2}/customers`, { displayName: 'X', balanceDue: 5 });
    expect(refusal(reply)).toEqual([400, 'BadRequest_InvalidOperation']);
    expect(reply.json.error.message).toMatch(/^Control 'balanceDue' is read-only\./);
  });

  it('4 an unknown property, an unknown set and a body that is no JSON are refused', async () => {
    const replies = [
      await site.post(`${site.v2}/customers`, { colour: 'red' }),
      await site.post(`${site.v2}/clients`, {}),
      await site.post(`${site.v2}/customers`, '{"displayName":'),
    ];
    expect(replies.map(refusal)).toEqual([
      [400, 'BadRequest'],
      [404, 'BadRequest_ResourceNotFound'],
      [400, 'BadRequest'],
    ]);
  });

  it('4 a POST makes the entity or nothing: a refused value leaves no row', async () => {
    const count = async () => (await site.get(`${site.v2}/customers/$count`)).text;
    const before = await count();
    await site.post(`${site.v2}/customers`, { displayName: 'X', salespersonCode: 'NOBODY' });
    expect(await count()).toBe(before);
  });

  it('4 a deep insert creates header and lines; a refused line leaves no header', async () => {
    const item = await find(site, `${site.v2}/items`, "number eq '1928-S'");
    const lines = [
      { lineType: 'Item', itemId: item['id'], quantity: 2 },
      { lineType: 'Comment', description: 'by courier' },
    ];
    const { json } = await site.post(`${site.v2}/salesOrders?$expand=salesOrderLines`, {
      customerNumber: '10000',
      externalDocumentNumber: 'D-1',
      salesOrderLines: lines,
    });
    expect((json['salesOrderLines'] as Json[]).map((line) => [line['sequence'], line['description']])).toEqual([
      [10000, 'AMSTERDAM Lamp'],
      [20000, 'by courier'],
    ]);
    const bad = {
      customerNumber: '10000',
      externalDocumentNumber: 'D-2',
      salesOrderLines: [{ lineType: 'Item', lineObjectNumber: 'NOTHING', quantity: 1 }],
    };
    expect((await site.post(`${site.v2}/salesOrders`, bad)).status).toBe(400);
    expect((await site.get(`${site.v2}/salesOrders?$filter=externalDocumentNumber eq 'D-2'`)).json.value).toEqual([]);
  });

  it.each([[null], ['line'], [[]]])('4 a line that is no entity refuses the whole deep insert: %j', async (line) => {
    expect((await site.post(`${site.v2}/salesOrders`, { customerNumber: '10000', salesOrderLines: [line] })).status).toBe(400);
  });

  it('4 a deep PATCH is not supported', async () => {
    const order = await find(site, `${site.v2}/salesOrders`, "customerNumber eq '10000'");
    expect((await site.patch(at(order, 'salesOrders'), { salesOrderLines: [] })).status).toBe(400);
  });

  it('4 a blank mandatory field is BadRequest_RequiredParamNotProvided', async () => {
    expect(refusal(await site.post(`${site.v2}/currencies`, { displayName: 'No code' }))).toEqual([
      400,
      'BadRequest_RequiredParamNotProvided',
    ]);
  });
});
