import { Json, Site, find, refusal, startSite, zeroGuid } from './business-central.fixture';

describe('Companion API: master data and documents', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  const at = (set: string, row: Json) => `${site.companion}/${set}(${String(row['id'])})`;

  it('a new customer has a number of its series and a company contact', async () => {
    const customer = (await site.post(`${site.companion}/customers`, { displayName: 'Wide World Importers', city: 'Hull' })).json;
    const contact = await find(site, `${site.companion}/contacts`, `customerNumber eq '${String(customer['number'])}'`);
    expect([contact['displayName'], contact['type'], contact['customerId'], contact['contactBusinessRelation']]).toEqual([
      'Wide World Importers',
      'Company',
      customer['id'],
      'Customer',
    ]);
  });

  it('the company contact follows the name and address of its customer', async () => {
    const customer = await find(site, `${site.companion}/customers`, "number eq '30000'");
    await site.patch(at('customers', customer), { displayName: 'School of Applied Art', city: 'Tampa' });
    const contact = await find(site, `${site.companion}/contacts`, "customerNumber eq '30000' and type eq 'Company'");
    expect([contact['displayName'], contact['city']]).toEqual(['School of Applied Art', 'Tampa']);
  });

  it('a person shows customer and vendor of its company', async () => {
    const person = await find(site, `${site.companion}/contacts`, "number eq 'CT000002'");
    const customer = await find(site, `${site.companion}/customers`, "number eq '10000'");
    expect([person['customerId'], person['customerNumber'], person['vendorId'], person['companyName']]).toEqual([
      customer['id'],
      '10000',
      zeroGuid,
      'Adatum Corporation',
    ]);
  });

  it.each(['customerId', 'customerNumber'])('on POST %s sets the company of a person', async (property) => {
    const customer = await find(site, `${site.companion}/customers`, "number eq '20000'");
    const value = property === 'customerId' ? customer['id'] : customer['number'];
    const { json } = await site.post(`${site.companion}/contacts`, { type: 'Person', firstName: 'Ann', surname: 'Lee', [property]: value });
    expect([json['companyName'], json['customerNumber'], json['displayName']]).toEqual(['Trey Research', '20000', 'Ann Lee']);
  });

  it('on POST vendorNumber or companyId sets the company too; two that differ are refused', async () => {
    const byVendor = await site.post(`${site.companion}/contacts`, { type: 'Person', displayName: 'Ann Lee', vendorNumber: '10000' });
    expect([byVendor.json['companyName'], byVendor.json['vendorNumber']]).toEqual(['Fabrikam, Inc.', '10000']);
    const byCompany = await site.post(`${site.companion}/contacts`, {
      type: 'Person',
      displayName: 'Ann Lee',
      companyId: byVendor.json['companyId'],
    });
    expect(byCompany.json['vendorNumber']).toBe('10000');
    const both = await site.post(`${site.companion}/contacts`, {
      type: 'Person',
      displayName: 'Ann Lee',
      vendorNumber: '10000',
      customerNumber: '10000',
    });
    expect(refusal(both)).toEqual([400, 'Application_DialogException']);
  });

  it.each([
    ['Ann Lee', ['Ann', '', 'Lee']],
    ['Vanessa Garcia Garcia', ['Vanessa', 'Garcia', 'Garcia']],
    ['Anna Maria van Dyke', ['Anna Maria', 'van', 'Dyke']],
    ['Cher', ['Cher', '', '']],
  ])('the name %s of a person is split into its parts', async (displayName, parts) => {
    const { json } = await site.post(`${site.companion}/contacts`, { type: 'Person', displayName });
    expect([json['firstName'], json['middleName'], json['surname']]).toEqual(parts);
    const joined = await site.patch(at('contacts', json), { surname: 'New' });
    expect(joined.json['displayName']).toBe([...parts.slice(0, 2), 'New'].filter(Boolean).join(' '));
  });

  it('a new item has a unit group, a row for its base unit and an availability', async () => {
    const { json } = await site.post(`${site.companion}/items`, { displayName: 'Bench', type: 'Inventory', baseUnitOfMeasureCode: 'PCS' });
    const group = await find(site, `${site.companion}/unitGroups`, `sourceNo eq '${String(json['number'])}'`);
    const unit = await find(site, `${site.companion}/itemUnitsOfMeasure`, `itemNumber eq '${String(json['number'])}'`);
    expect([group['code'], group['id'], unit['isBaseUnit'], unit['id']]).toEqual([
      `ITEM ${String(json['number'])} UOM GR`,
      json['unitGroupId'],
      true,
      json['assetUnitOfMeasureId'],
    ]);
    const availability = (await site.get(`${site.companion}/itemAvailabilities(itemId=${String(json['id'])},locationCode='')`)).json;
    expect([availability['inventory'], availability['id']]).toEqual([0, json['id']]);
  });

  it('an availability is addressed by item and location', async () => {
    const item = await find(site, `${site.companion}/items`, "number eq '1896-S'");
    const { json } = await site.get(`${site.companion}/itemAvailabilities(itemId=${String(item['id'])},locationCode='GREEN')`);
    expect([json['itemNumber'], json['locationCode'], json['inventory']]).toEqual(['1896-S', 'GREEN', 49]);
    expect((await site.get(`${site.companion}/itemAvailabilities?$filter=itemNumber eq 'SER203'`)).json.value).toEqual([]);
  });

  it('order lines are readable without a parent', async () => {
    expect((await site.get(`${site.companion}/salesOrderLines`)).json.value.length).toBeGreaterThan(40);
  });

  it('release closes an order for changes, reopen opens it again; both may be repeated', async () => {
    const order = await find(site, `${site.companion}/salesOrders`, "number eq '101002'");
    const act = (action: string) => site.send('POST', `${at('salesOrders', order)}/Microsoft.NAV.${action}`);
    expect([(await act('release')).status, (await act('release')).status]).toEqual([204, 204]);
    expect((await site.get(at('salesOrders', order))).json['status']).toBe('Released');
    expect((await site.get(`${site.v2}/salesOrders(${String(order['id'])})`)).json['status']).toBe('Open');
    expect(refusal(await site.patch(at('salesOrders', order), { yourReference: 'X' }))).toEqual([400, 'Application_DialogException']);
    await act('reopen');
    expect((await site.patch(at('salesOrders', order), { yourReference: 'ORD-1' })).json['yourReference']).toBe('ORD-1');
  });

  it('an order without a quantity cannot be released', async () => {
    const order = (await site.post(`${site.companion}/salesOrders`, { customerNumber: '10000' })).json;
    expect((await site.send('POST', `${at('salesOrders', order)}/Microsoft.NAV.release`)).status).toBe(400);
  });

  it('archive stores one row per version, with the lines', async () => {
    const order = await find(site, `${site.companion}/salesOrders`, "number eq '101002'");
    for (const version of [1, 2]) {
      await site.send('POST', `${at('salesOrders', order)}/Microsoft.NAV.archive`);
      const archive = await find(site, `${site.companion}/salesOrderArchives`, `number eq '101002' and versionNo eq ${version}`);
      const { json } = await site.get(`${at('salesOrderArchives', archive)}/salesOrderArchiveLines`);
      expect(json.value.length).toBeGreaterThan(0);
    }
  });

  it('shipAndInvoice leaves the posted invoice with the number of the order and its reference', async () => {
    const lines = [
      { lineType: 'Item', lineObjectNumber: '1928-S', quantity: 2, unitPrice: 10 },
      { lineType: 'Comment', description: 'gift' },
    ];
    const order = (
      await site.post(`${site.companion}/salesOrders`, { customerNumber: '10000', yourReference: 'ORD-77', salesOrderLines: lines })
    ).json;
    await site.send('POST', `${at('salesOrders', order)}/Microsoft.NAV.shipAndInvoice`);
    const invoice = await find(site, `${site.companion}/postedSalesInvoices`, `orderNumber eq '${String(order['number'])}'`);
    expect([invoice['yourReference'], invoice['totalAmountIncludingTax'], invoice['remainingAmount'], invoice['closed']]).toEqual([
      'ORD-77',
      20,
      20,
      false,
    ]);
    const deletions = (await site.get(`${site.companion}/deletedRecords?$filter=tableName eq 'Sales Header'`)).json.value;
    expect(deletions.map((row) => row['recordId'])).toContain(order['id']);
  });

  it('a note belongs to a row that exists', async () => {
    const order = await find(site, `${site.companion}/salesOrders`, "number eq '101002'");
    const note = await site.post(`${site.companion}/recordNotes`, { tableName: 'Sales Header', recordId: order['id'], note: 'Call first' });
    expect([note.status, note.json['note']]).toEqual([201, 'Call first']);
    expect(refusal(await site.post(`${site.companion}/recordNotes`, { tableName: 'Sales Header', recordId: zeroGuid, note: 'X' }))).toEqual(
      [400, 'Application_DialogException'],
    );
  });

  it('the sales set-up names a write-in product that exists', async () => {
    const [setup] = (await site.get(`${site.companion}/salesSetup`)).json.value as [Json];
    const item = await find(site, `${site.companion}/items`, "number eq '1928-S'");
    expect((await site.patch(at('salesSetup', setup), { writeInProductNo: '1928-S' })).json['writeInProductId']).toBe(item['id']);
    expect(refusal(await site.patch(at('salesSetup', setup), { writeInProductNo: 'NOTHING' }))).toEqual([
      400,
      'Application_DialogException',
    ]);
  });

  it('the experience of the company is Premium', async () => {
    expect((await site.get(`${site.companion}/companyExperience`)).json.value[0]?.['experience']).toBe('Premium');
  });

  it('every write stands in the history with its writer', async () => {
    await site.control('DELETE', '/history');
    const { json } = await site.post(`${site.companion}/shippingAgents`, { code: 'POST', displayName: 'Royal Mail' });
    await site.edit('shippingAgents', { key: 'POST', values: { displayName: 'Mail' } });
    const { entries } = (await site.control('GET', '/history')) as unknown as { entries: Json[] };
    expect(entries.map((entry) => [entry['table'], entry['key'], entry['operation'], entry['columns']])).toEqual([
      ['shippingAgents', json['id'], 'create', ['code', 'displayName']],
      ['shippingAgents', json['id'], 'update', ['displayName']],
    ]);
    expect(entries.map((entry) => entry['writer'])).toEqual(['5e0c1a7d-94b2-4f3e-8a61-2b7c9d0e4f15', 'user']);
  });
});
