import { Json, Site, find, startSite, tokenFrom, zeroGuid } from './business-central.fixture';

describe('Companion API: row versions and deletions', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());
  beforeEach(() => site.reset());

  const state = async () => (await site.get(`${site.companion}/integrationState`)).json.value[0] as Json;
  const version = async (set: string, filter: string) => Number((await find(site, `${site.companion}/${set}`, filter))['systemRowVersion']);
  const changedSince = async (set: string, watermark: unknown, below: unknown) =>
    (
      await site.get(
        `${site.companion}/${set}?$filter=systemRowVersion gt ${String(watermark)} and systemRowVersion lt ${String(below)}&$orderby=systemRowVersion`,
      )
    ).json.value;

  /** Whether the set's row has a greater version after the work than before it. */
  async function moves(set: string, filter: string, work: () => Promise<unknown>): Promise<boolean> {
    const before = await version(set, filter);
    await work();
    return (await version(set, filter)) > before;
  }

  it('every change of any row takes a greater version from one counter', async () => {
    const before = Number((await state())['lastUsedRowVersion']);
    await site.edit('customers', { key: '10000', values: { city: 'Ely' } });
    await site.edit('paymentTerms', { key: 'CM', values: { displayName: 'This month' } });
    const [customer, terms] = [await version('customers', "number eq '10000'"), await version('paymentTerms', "code eq 'CM'")];
    expect(customer).toBeGreaterThan(before);
    expect(terms).toBeGreaterThan(customer);
  });

  it('integrationState is one row with bound, last version, local currency, default price list and extension version', async () => {
    const { json } = await site.get(`${site.companion}/integrationState`);
    expect(json.value).toHaveLength(1);
    const [row] = json.value;
    expect(row).toMatchObject({ localCurrencyCode: 'GBP', defaultPriceListCode: '', extensionVersion: expect.stringMatching(/^\d/) });
    expect([row?.['systemRowVersion'], row?.['minimumActiveRowVersion']]).toEqual([
      row?.['lastUsedRowVersion'],
      Number(row?.['lastUsedRowVersion']) + 1,
    ]);
  });

  it('two servers beside each other count their row versions apart', async () => {
    const other = await startSite();
    const lastUsed = async ({ companion, get }: Site) =>
      Number((await get(`${companion}/integrationState?$select=lastUsedRowVersion`)).json.value[0]?.['lastUsedRowVersion']);
    const before = [await lastUsed(site), await lastUsed(other)];
    await other.edit('customers', { key: '10000', values: { city: 'Ely' } });
    const after = [await lastUsed(site), await lastUsed(other)];
    await other.close();
    expect([after[0] === before[0], Number(after[1]) > Number(before[1])]).toEqual([true, true]);
  });

  it('a transaction that commits late appears with a smaller version, and minimumActiveRowVersion warns of it', async () => {
    const held = (await site.control('POST', '/held-writes', {
      edits: [{ table: 'customers', key: '10000', values: { city: 'Late' } }],
    })) as unknown as { held: [{ id: string; version: number }] };
    await site.edit('customers', { key: '20000', values: { city: 'Soon' } });
    const during = await state();
    expect(during['minimumActiveRowVersion']).toBe(held.held[0].version);
    expect(await version('customers', "number eq '20000'")).toBeGreaterThan(held.held[0].version);
    expect((await find(site, `${site.companion}/customers`, "number eq '10000'"))['city']).toBe('Cambridge');
    await site.control('POST', `/held-writes/${held.held[0].id}/release`);
    expect(await version('customers', "number eq '10000'")).toBe(held.held[0].version);
    const seen = await changedSince('customers', Number(during['minimumActiveRowVersion']) - 1, (await state())['minimumActiveRowVersion']);
    expect(seen.map((row) => row['number'])).toEqual(['10000', '20000']);
  });

  it('an order moves with its lines', async () => {
    const line = await find(site, `${site.companion}/salesOrderLines`, "documentNumber eq '101002'");
    expect(
      await moves('salesOrders', "number eq '101002'", () =>
        site.patch(`${site.companion}/salesOrderLines(${String(line['id'])})`, { description2: 'urgent' }),
      ),
    ).toBe(true);
    expect(
      await moves('salesOrders', "number eq '101002'", () => site.remove(`${site.companion}/salesOrderLines(${String(line['id'])})`)),
    ).toBe(true);
  });

  it('a posted invoice moves with a payment', async () => {
    const invoice = await find(site, `${site.companion}/postedSalesInvoices`, 'closed eq false');
    const filter = `number eq '${String(invoice['number'])}'`;
    expect(
      await moves('postedSalesInvoices', filter, () => site.control('POST', '/payments', { invoice: invoice['number'], amount: 1 })),
    ).toBe(true);
    expect((await find(site, `${site.companion}/postedSalesInvoices`, filter))['remainingAmount']).toBe(
      Number(invoice['remainingAmount']) - 1,
    );
    const movement = (
      await site.get(
        `${site.companion}/customerLedgerMovements?$filter=invoiceId eq ${String(invoice['id'])}&$orderby=entryNumber desc&$top=1`,
      )
    ).json.value[0];
    expect([movement?.['documentType'], movement?.['amount']]).toEqual(['Payment', -1]);
  });

  it('availability and not the item moves with a ledger entry', async () => {
    const post = () => site.edit('itemLedgerMovements', { values: { itemNumber: '1896-S', locationCode: 'GREEN', quantity: 2 } });
    expect(await moves('items', "number eq '1896-S'", post)).toBe(false);
    expect(await moves('itemAvailabilities', "itemNumber eq '1896-S' and locationCode eq 'GREEN'", post)).toBe(true);
    expect(await moves('itemAvailabilities', "itemNumber eq '1896-S' and locationCode eq ''", post)).toBe(true);
    expect(await moves('itemAvailabilities', "itemNumber eq '1896-S' and locationCode eq 'YELLOW'", post)).toBe(false);
  });

  it('a currency does not move with its exchange rate', async () => {
    const rate = await find(site, `${site.companion}/currencyExchangeRates`, "currencyCode eq 'EUR'");
    const work = () => site.patch(`${site.companion}/currencyExchangeRates(${String(rate['id'])})`, { relationalExchangeRateAmount: 86 });
    expect(await moves('currencies', "code eq 'EUR'", work)).toBe(false);
    expect(await moves('currencyExchangeRates', "currencyCode eq 'EUR'", work)).toBe(true);
  });

  it('customer statistics move with orders and payments', async () => {
    const order = () =>
      site.post(`${site.companion}/salesOrders`, {
        customerNumber: '10000',
        salesOrderLines: [{ lineType: 'Item', lineObjectNumber: '1928-S', quantity: 1, unitPrice: 10 }],
      });
    const before = await find(site, `${site.companion}/customerStatistics`, "customerNumber eq '10000'");
    expect(await moves('customerStatistics', "customerNumber eq '10000'", order)).toBe(true);
    const after = await find(site, `${site.companion}/customerStatistics`, "customerNumber eq '10000'");
    expect(after['outstandingOrders']).toBe(Number(before['outstandingOrders']) + 10);
  });

  it('a price list moves with its lines, a price group with its sales prices', async () => {
    const line = await find(site, `${site.companion}/priceListLines`, "priceListCode eq 'S00003'");
    expect(
      await moves('priceListHeaders', "code eq 'S00003'", () =>
        site.patch(`${site.companion}/priceListLines(${String(line['id'])})`, { unitPrice: 9 }),
      ),
    ).toBe(true);
    const price = { itemNumber: '1928-S', salesType: 'Customer_x0020_Price_x0020_Group', salesCode: 'RETAIL', unitPrice: 30 };
    expect(await moves('customerPriceGroups', "code eq 'RETAIL'", () => site.post(`${site.companion}/salesPrices`, price))).toBe(true);
  });

  it('a unit group moves with its item, an item unit with the base unit', async () => {
    const item = await find(site, `${site.companion}/items`, "number eq '1928-S'");
    const target = `${site.companion}/items(${String(item['id'])})`;
    expect(await moves('unitGroups', "sourceNo eq '1928-S'", () => site.patch(target, { displayName: 'Lamp' }))).toBe(true);
    expect(
      await moves('itemUnitsOfMeasure', "itemNumber eq '1928-S' and code eq 'PCS'", () =>
        site.patch(target, { baseUnitOfMeasureCode: 'SET' }),
      ),
    ).toBe(true);
  });

  it('persons move when the business relation of their company ends', async () => {
    const customer = (await site.post(`${site.companion}/customers`, { displayName: 'Short-lived' })).json;
    const person = (await site.post(`${site.companion}/contacts`, { type: 'Person', displayName: 'Ann Lee', customerId: customer['id'] }))
      .json;
    const filter = `id eq ${String(person['id'])}`;
    expect(await moves('contacts', filter, () => site.remove(`${site.companion}/customers(${String(customer['id'])})`))).toBe(true);
    expect((await find(site, `${site.companion}/contacts`, filter))['customerId']).toBe(zeroGuid);
  });

  it('an opportunity moves when the business relation of its company ends', async () => {
    const customer = (await site.post(`${site.companion}/customers`, { displayName: 'Prospect' })).json;
    const contact = await find(site, `${site.companion}/contacts`, `customerId eq ${String(customer['id'])}`);
    const { json } = await site.post(`${site.companion}/opportunities`, { description: 'Big deal', contactId: contact['id'] });
    expect([json['customerNumber'], json['status']]).toEqual([customer['number'], 'Not_x0020_Started']);
    const remove = () => site.remove(`${site.companion}/customers(${String(customer['id'])})`);
    expect(await moves('opportunities', `id eq ${String(json['id'])}`, remove)).toBe(true);
  });

  it('a deletion is logged with table, id, business key, parent and a row version of its own', async () => {
    const before = Number((await state())['lastUsedRowVersion']);
    const line = await find(site, `${site.companion}/salesOrderLines`, "documentNumber eq '101002' and sequence eq 10000");
    await site.remove(`${site.companion}/salesOrderLines(${String(line['id'])})`);
    const [entry] = (await site.get(`${site.companion}/deletedRecords?$filter=systemRowVersion gt ${before}`)).json.value;
    expect(entry).toMatchObject({
      tableName: 'Sales Line',
      recordId: line['id'],
      businessKey: '101002|10000',
      parentRecordId: line['documentId'],
    });
    expect(await version('salesOrders', "number eq '101002'")).toBeGreaterThanOrEqual(Number(entry?.['systemRowVersion']));
  });

  it('a renamed row is not a deletion', async () => {
    await site.edit('shippingAgents', { key: 'DHL', values: { code: 'DHLX' } });
    expect((await site.get(`${site.companion}/deletedRecords`)).json.value).toEqual([]);
  });

  it('deletions are kept for 30 days', async () => {
    await site.edit('shippingAgents', { key: 'DHL', remove: true });
    const count = async () => (await site.get(`${site.companion}/deletedRecords`)).json.value.length;
    expect(await count()).toBe(1);
    await site.control('PUT', '/tokens/lifetime', { seconds: 100 * 24 * 3600 });
    const authorization = `Bearer ${await tokenFrom(site.url)}`;
    await site.control('PUT', '/clock', { advanceMilliseconds: 31 * 24 * 3600 * 1000 });
    expect((await site.get(`${site.companion}/deletedRecords`, { authorization })).json.value).toEqual([]);
  });
});
