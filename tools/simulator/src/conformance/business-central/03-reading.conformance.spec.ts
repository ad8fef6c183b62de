import { Json, Site, find, refusal, startSite, zeroGuid } from './business-central.fixture';

describe('Business Central wire, section 3: reading', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  const names = (rows: Json[], property = 'number') => rows.map((row) => row[property]);

  it('3 a collection has a context, rows with opaque weak ETags and OData-Version 4.0', async () => {
    const { headers, json } = await site.get(`${site.v2}/customers?$top=1`);
    expect(headers['odata-version']).toBe('4.0');
    expect(headers['content-type']).toContain('odata.metadata=minimal');
    expect(json['@odata.context']).toMatch(/\$metadata#companies\(.*\)\/customers$/);
    expect(json.value[0]?.['@odata.etag']).toMatch(/^W\/"[A-Za-z0-9+/=]+"$/);
  });

  it('3 odata.metadata=none leaves context and ETags out', async () => {
    const { json } = await site.get(`${site.v2}/customers?$top=1`, { accept: 'application/json;odata.metadata=none' });
    expect([json['@odata.context'], json.value[0]?.['@odata.etag']]).toEqual([undefined, undefined]);
  });

  it('3 the key is the unquoted SystemId; a number or a quoted key is BadRequest_NotFound', async () => {
    const { id } = await find(site, `${site.v2}/customers`, "number eq '10000'");
    expect((await site.get(`${site.v2}/customers(${String(id)})`)).json['number']).toBe('10000');
    const wrong = [await site.get(`${site.v2}/customers(10000)`), await site.get(`${site.v2}/customers('${String(id)}')`)];
    expect(wrong.map(refusal)).toEqual([
      [400, 'BadRequest_NotFound'],
      [400, 'BadRequest_NotFound'],
    ]);
  });

  it('3 $select answers the named properties and the ETag only', async () => {
    const { json } = await site.get(`${site.v2}/customers?$top=1&$select=number,displayName`);
    expect(Object.keys(json.value[0] ?? {})).toEqual(['@odata.etag', 'number', 'displayName']);
  });

  it('3 $orderby, $skip, $top and $count work together', async () => {
    const { json } = await site.get(
      `${site.v2}/customers?$filter=country eq 'US'&$orderby=displayName desc&$skip=1&$top=2&$select=displayName&$count=true`,
    );
    const all = await site.get(`${site.v2}/customers?$filter=country eq 'US'&$select=displayName`);
    const sorted = names(all.json.value, 'displayName').map(String).sort().reverse();
    expect(names(json.value, 'displayName')).toEqual(sorted.slice(1, 3));
    expect(json['@odata.count']).toBe(sorted.length);
  });

  it('3 $expand goes several levels deep and takes options, $filter included', async () => {
    const inner =
      '$expand=salesOrderLines($filter=quantity gt 1;$select=quantity;$top=1),customer($select=number;$expand=paymentTerm($select=code))';
    const { json } = await site.get(`${site.v2}/salesOrders?$top=1&${inner}`);
    const [order] = json.value as unknown as Array<{ salesOrderLines: Json[]; customer: { number: string; paymentTerm: Json } }>;
    expect(order?.salesOrderLines).toHaveLength(1);
    expect(Number(order?.salesOrderLines[0]?.['quantity'])).toBeGreaterThan(1);
    expect(order?.customer.paymentTerm['code']).toBe('14 DAYS');
  });

  it('3 $search, $apply and unknown options are refused', async () => {
    const replies = await Promise.all(
      ['$search=chair', '$apply=groupby((city))', '$format=json', 'colour=red'].map((option) => site.get(`${site.v2}/customers?${option}`)),
    );
    expect(replies.map(refusal)).toEqual(Array(4).fill([400, 'BadRequest_InvalidRequestUrl']));
  });

  it('3 an unknown property in $select, $filter, $orderby or $expand is 400', async () => {
    const options = ['$select=colour', "$filter=colour eq 'red'", '$orderby=colour', '$expand=colour'];
    const replies = await Promise.all(options.map((option) => site.get(`${site.v2}/customers?${option}`)));
    expect(replies.map(refusal)).toEqual(Array(4).fill([400, 'BadRequest']));
  });

  it('3 in is understood with $schemaversion=2.1 only', async () => {
    const filter = "$filter=number in ('10000','20000')";
    expect((await site.get(`${site.v2}/customers?${filter}`)).status).toBe(400);
    const { json } = await site.get(`${site.v2}/customers?${filter}&$schemaversion=2.1`);
    expect(names(json.value)).toEqual(['10000', '20000']);
  });

  it("3 'or' across different fields is 400, within one field it works", async () => {
    const refused = await site.get(`${site.v2}/customers?$filter=number eq '10000' or displayName eq 'Trey Research'`);
    expect(refusal(refused)).toEqual([400, 'BadRequest']);
    expect(refused.json.error.message).toMatch(/^The 'OR' operator is not supported on distinct fields on an OData filter\./);
    const { json } = await site.get(`${site.v2}/customers?$filter=(number eq '10000' or number eq '20000') and country eq 'GB'`);
    expect(names(json.value)).toEqual(['10000', '20000']);
  });

  it('3 a lambda is silently ignored', async () => {
    const { json } = await site.get(`${site.v2}/salesOrders?$count=true&$top=1&$filter=salesOrderLines/any(l: l/quantity gt 100000)`);
    expect(json['@odata.count']).toBe(19);
  });

  it.each([
    ["startswith(displayName,'Trey')", ['20000']],
    ["endswith(displayName,'Ski House')", ['40000']],
    ["contains(displayName,'School of Fine')", ['30000']],
    ["tolower(displayName) eq 'trey research'", ['20000']],
    ["toupper(displayName) eq 'TREY RESEARCH'", ['20000']],
    ["substring(displayName,0,4) eq 'Trey'", ['20000']],
    ["displayName eq 'trey research'", []],
    ["displayName eq 'Spotsmeyer''s Furnishings'", ['01121212']],
    ["number ge '49600000' and number lt '49900000'", ['49633663', '49858585']],
  ])('3 $filter=%s', async (filter, numbers) => {
    expect(names((await site.get(`${site.v2}/customers?$filter=${filter}`)).json.value)).toEqual(numbers);
  });

  it('3 guids, dates and times stand unquoted in a filter; a quoted one does not compare', async () => {
    const order = await find(site, `${site.v2}/salesOrders`, 'orderDate ge 2026-01-17 and lastModifiedDateTime gt 2026-01-01T00:00:00Z');
    const found = await find(site, `${site.v2}/salesOrders`, `id eq ${String(order['id'])}`);
    expect(found['number']).toBe(order['number']);
    expect((await site.get(`${site.v2}/salesOrders?$filter=id eq '${String(order['id'])}'`)).status).toBe(400);
  });

  it('3 enumerations are escaped on the wire and in filters', async () => {
    const { json } = await site.get(`${site.v2}/customers?$filter=blocked eq '_x0020_'&$top=1`);
    expect(json.value[0]?.['blocked']).toBe('_x0020_');
    const entry = await find(site, `${site.v2}/itemLedgerEntries`, "entryType eq 'Positive_x0020_Adjmt_x002E_'");
    expect(entry['entryType']).toBe('Positive_x0020_Adjmt_x002E_');
    expect((await site.get(`${site.v2}/customers?$filter=blocked eq 'Sometimes'`)).status).toBe(400);
  });

  it('3 an empty date is 0001-01-01, an empty id the zero GUID, an empty text "" and never null', async () => {
    const order = await find(site, `${site.v2}/salesOrders`, 'requestedDeliveryDate eq 0001-01-01');
    expect(order['requestedDeliveryDate']).toBe('0001-01-01');
    const customer = await find(site, `${site.v2}/customers`, "number eq '10000'");
    expect([customer['paymentMethodId'], customer['website']]).toEqual([zeroGuid, '']);
  });

  it('3 the local currency is a zero GUID beside its code', async () => {
    const customer = await find(site, `${site.v2}/customers`, "number eq '10000'");
    expect([customer['currencyId'], customer['currencyCode']]).toEqual([zeroGuid, 'GBP']);
  });

  it('3 numbers are JSON numbers, stamps UTC with milliseconds', async () => {
    const item = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    expect(item['unitPrice']).toBe(649.4);
    expect(item['lastModifiedDateTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('3 a FlowFilter narrows a FlowField of an OData page', async () => {
    const item = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    await site.control('PUT', '/couplings/9d3f2c1b-0000-4000-8000-000000000001', { itemId: item['id'] });
    const page = "/v2.0/production/ODataV4/Company('CRONUS%20International%20Ltd.')/ProductItemAvailability";
    const { json } = await site.get(`${page}?$filter=Location_Filter eq 'GREEN'`);
    expect(json.value[0]?.['Inventory']).toBe(49);
  });

  it('3 Data-Access-Intent: ReadOnly is for GET only, another value is refused', async () => {
    expect((await site.get(`${site.v2}/customers?$top=1`, { 'Data-Access-Intent': 'ReadOnly' })).status).toBe(200);
    expect((await site.post(`${site.v2}/customers`, { displayName: 'X' }, { 'Data-Access-Intent': 'ReadOnly' })).status).toBe(400);
    expect((await site.get(`${site.v2}/customers?$top=1`, { 'Data-Access-Intent': 'Sometimes' })).status).toBe(400);
  });

  it('3 each error message ends with its CorrelationId', async () => {
    const { json } = await site.get(`${site.v2}/nothing`);
    expect(json.error.message).toMatch(/ {2}CorrelationId: {2}[0-9a-f-]{36}\.$/);
  });
});
