import { Json, Site, find, refusal, startSite } from './business-central.fixture';

describe('Business Central wire, sections 4 and 5: sales documents', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  const newOrder = async (lines: object[] = [{ lineType: 'Item', lineObjectNumber: '1928-S', quantity: 3, unitPrice: 10 }]) =>
    (await site.post(`${site.v2}/salesOrders`, { customerNumber: '10000', salesOrderLines: lines })).json;
  const at = (row: Json, set = 'salesOrders') => `${site.v2}/${set}(${String(row['id'])})`;
  const linesOf = async (order: Json) => (await site.get(`${at(order)}/salesOrderLines`)).json.value;

  it('4 a document needs a customer', async () => {
    const reply = await site.post(`${site.v2}/salesOrders`, {});
    expect(refusal(reply)).toEqual([400, 'Application_DialogException']);
  });

  it('5 a new order takes names, addresses, terms and currency from its customer', async () => {
    const order = await newOrder();
    expect([order['customerName'], order['sellToCity'], order['salesperson'], order['currencyCode'], order['status']]).toEqual([
      'Adatum Corporation',
      'Cambridge',
      'JO',
      'GBP',
      'Draft',
    ]);
  });

  it('4 lines are added below the header or with documentId, numbered in steps of 10000', async () => {
    const order = await newOrder([]);
    await site.post(`${at(order)}/salesOrderLines`, { lineType: 'Item', lineObjectNumber: '1928-S', quantity: 1 });
    await site.post(`${site.v2}/salesOrderLines`, { documentId: order['id'], lineType: 'Item', lineObjectNumber: '1896-S', quantity: 1 });
    expect((await linesOf(order)).map((line) => line['sequence'])).toEqual([10000, 20000]);
  });

  it('4 lines cannot be read without a parent or a filter on it', async () => {
    const order = await newOrder();
    const refused = await site.get(`${site.v2}/salesOrderLines`);
    expect([refused.status, refused.json.error.message]).toEqual([
      400,
      expect.stringMatching(/^You must specify an Id or a Document Id to get the lines\./),
    ]);
    expect((await site.get(`${site.v2}/salesOrderLines?$filter=documentId eq ${String(order['id'])}`)).json.value).toHaveLength(1);
  });

  it('4 a line with both itemId and accountId is refused', async () => {
    const order = await newOrder([]);
    const item = await find(site, `${site.v2}/items`, "number eq '1928-S'");
    const account = await find(site, `${site.v2}/accounts`, "number eq '6110'");
    const reply = await site.post(`${at(order)}/salesOrderLines`, { itemId: item['id'], accountId: account['id'], quantity: 1 });
    expect(refusal(reply)).toEqual([400, 'Application_DialogException']);
  });

  it('4 the sequence of a line is immutable', async () => {
    const [line] = await linesOf(await newOrder());
    expect(refusal(await site.patch(at(line as Json, 'salesOrderLines'), { sequence: 5 }))).toEqual([400, 'BadRequest_InvalidOperation']);
  });

  it('4 totals follow the lines, and changing a line changes the ETag of the header', async () => {
    const order = await newOrder();
    expect((await site.get(at(order))).json['totalAmountExcludingTax']).toBe(30);
    const before = (await site.get(at(order))).json['@odata.etag'];
    const [line] = await linesOf(order);
    await site.patch(at(line as Json, 'salesOrderLines'), { quantity: 4, discountPercent: 10 });
    const after = (await site.get(at(order))).json;
    expect(after['totalAmountExcludingTax']).toBe(36);
    expect(after['@odata.etag']).not.toBe(before);
  });

  it('4 an order discount is spread over the lines', async () => {
    const order = await newOrder([
      { lineType: 'Item', lineObjectNumber: '1928-S', quantity: 1, unitPrice: 10 },
      { lineType: 'Item', lineObjectNumber: '1896-S', quantity: 1, unitPrice: 30 },
    ]);
    await site.patch(at(order), { discountAmount: 4 });
    expect((await linesOf(order)).map((line) => [line['invoiceDiscountAllocation'], line['netAmount']])).toEqual([
      [1, 9],
      [3, 27],
    ]);
  });

  it('0 there is no ship or post action on orders', async () => {
    const order = await newOrder();
    const replies = [await site.post(`${at(order)}/Microsoft.NAV.ship`, ''), await site.post(`${at(order)}/Microsoft.NAV.post`, '')];
    expect(replies.map(refusal)).toEqual(Array(2).fill([404, 'BadRequest_ResourceNotFound']));
  });

  it('4 shipAndInvoice with an empty body posts all: the order goes, Location names the posted invoice', async () => {
    const order = await newOrder();
    const { status, headers } = await site.send('POST', `${at(order)}/Microsoft.NAV.shipAndInvoice`);
    expect([status, headers['location']]).toEqual([204, expect.stringContaining('/salesInvoices(')]);
    expect((await site.get(at(order))).status).toBe(404);
    const invoice = (await site.get(String(headers['location']))).json;
    expect([invoice['orderNumber'], invoice['status'], invoice['totalAmountIncludingTax']]).toEqual([order['number'], 'Open', 30]);
    expect((await find(site, `${site.v2}/salesShipments`, `orderNumber eq '${String(order['number'])}'`))['customerNumber']).toBe('10000');
  });

  it('4 posting takes the quantities from stock', async () => {
    const stock = async () => Number((await find(site, `${site.v2}/items`, "number eq '1928-S'"))['inventory']);
    const before = await stock();
    await site.send('POST', `${at(await newOrder())}/Microsoft.NAV.shipAndInvoice`);
    expect(await stock()).toBe(before - 3);
  });

  it('4 a part invoiced leaves the order, and Location points at it', async () => {
    const order = await newOrder();
    const [line] = await linesOf(order);
    await site.patch(at(line as Json, 'salesOrderLines'), { shipQuantity: 1, invoiceQuantity: 1 });
    const { headers } = await site.send('POST', `${at(order)}/Microsoft.NAV.shipAndInvoice`);
    expect(headers['location']).toContain(`/salesOrders(${String(order['id'])})`);
    const [rest] = await linesOf(order);
    expect([rest?.['shippedQuantity'], rest?.['shipQuantity'], rest?.['invoicedQuantity']]).toEqual([1, 2, 1]);
  });

  it('5 posting an invoice keeps the id of its draft', async () => {
    const lines = [{ lineType: 'Item', lineObjectNumber: '1928-S', quantity: 1, unitPrice: 8 }];
    const draft = (await site.post(`${site.v2}/salesInvoices`, { customerNumber: '10000', salesInvoiceLines: lines })).json;
    expect(draft['status']).toBe('Draft');
    await site.send('POST', `${at(draft, 'salesInvoices')}/Microsoft.NAV.post`);
    const posted = (await site.get(at(draft, 'salesInvoices'))).json;
    expect([posted['id'], posted['status'], posted['remainingAmount']]).toEqual([draft['id'], 'Open', 8]);
    expect(posted['number']).not.toBe(draft['number']);
  });

  it('5 a posted invoice can be cancelled once', async () => {
    const invoice = await find(site, `${site.v2}/salesInvoices`, "status eq 'Open'");
    expect((await site.send('POST', `${at(invoice, 'salesInvoices')}/Microsoft.NAV.cancel`)).status).toBe(204);
    expect((await site.get(at(invoice, 'salesInvoices'))).json['status']).toBe('Canceled');
    expect((await site.send('POST', `${at(invoice, 'salesInvoices')}/Microsoft.NAV.cancel`)).status).toBe(400);
  });

  it('5 makeOrder turns a quote into an order', async () => {
    const lines = [{ lineType: 'Item', lineObjectNumber: '1928-S', quantity: 2, unitPrice: 5 }];
    const quote = (await site.post(`${site.v2}/salesQuotes`, { customerNumber: '20000', salesQuoteLines: lines })).json;
    const { headers } = await site.send('POST', `${at(quote, 'salesQuotes')}/Microsoft.NAV.makeOrder`);
    const order = (await site.get(String(headers['location']))).json;
    expect([order['customerNumber'], order['totalAmountExcludingTax']]).toEqual(['20000', 10]);
    expect((await site.get(at(quote, 'salesQuotes'))).status).toBe(404);
  });

  it('8 a customer with an outstanding order cannot be deleted', async () => {
    await newOrder();
    const customer = await find(site, `${site.v2}/customers`, "number eq '10000'");
    const reply = await site.remove(at(customer, 'customers'));
    expect(refusal(reply)).toEqual([400, 'Application_DialogException']);
    expect(reply.json.error.message).toMatch(/^You cannot delete Customer 10000 because there is at least one outstanding Sales Order/);
  });
});
