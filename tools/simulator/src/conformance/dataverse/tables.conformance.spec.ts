import { DataverseSite, errorOf, jsonOf, rowsOf, type WireAnswer } from './dataverse-site';

const gbp = '65c07bb4-412b-5094-8c6f-f2c4baaf9793';
const euro = 'd70ad3d3-f6d0-522c-a5fe-1c834af0223b';
const priceList = '903b4651-85c2-5a35-b91d-e45e866a967e';
const unit = 'bb5f81ef-cf9a-5314-aa5b-b2584ff9f2a5';
const unitGroup = '9dbea3e0-2736-5d0e-8a53-232e9836390e';
const athensDesk = 'ab009733-d161-55d4-a494-638710747b8a';
const account = 'ec337f6a-e162-5452-b03b-333515564d16';

describe('Dataverse, section 11: tables', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const post = (set: string, body: string) => site.send('POST', set, { body });
  const patch = (path: string, body: string) => site.send('PATCH', path, { body });
  const read = async (path: string) => jsonOf(await site.get(path));
  const code = (answer: WireAnswer) => errorOf(answer).code;

  it('11.1 every table has its set, primary key and name column', async () => {
    for (const [set, key, name] of [
      ['accounts', 'accountid', 'name'],
      ['contacts', 'contactid', 'fullname'],
      ['systemusers', 'systemuserid', 'fullname'],
      ['teams', 'teamid', 'name'],
      ['businessunits', 'businessunitid', 'name'],
      ['roles', 'roleid', 'name'],
      ['organizations', 'organizationid', 'name'],
      ['transactioncurrencies', 'transactioncurrencyid', 'currencyname'],
      ['uomschedules', 'uomscheduleid', 'name'],
      ['uoms', 'uomid', 'name'],
      ['products', 'productid', 'name'],
      ['pricelevels', 'pricelevelid', 'name'],
      ['opportunities', 'opportunityid', 'name'],
      ['quotes', 'quoteid', 'name'],
      ['salesorders', 'salesorderid', 'name'],
      ['invoices', 'invoiceid', 'name'],
      ['annotations', 'annotationid', 'subject'],
      ['solutions', 'solutionid', 'friendlyname'],
    ]) {
      expect([set, (await site.get(`${set}?$select=${key},${name}&$top=1`)).status]).toEqual([set, 200]);
    }
    for (const set of ['productpricelevels', 'quotedetails', 'salesorderdetails', 'invoicedetails'])
      expect((await site.get(`${set}?$top=1`)).status).toBe(200);
  });

  it('11.1 a note hangs on its record', async () => {
    const id = await site.create('annotations', `{"subject":"S","notetext":"T","objectid_account@odata.bind":"/accounts(${account})"}`);
    expect((await read(`annotations(${id})?$select=subject,_objectid_value,isdocument`))._objectid_value).toBe(account);
    expect(rowsOf(await site.get(`accounts(${account})/Account_Annotation?$select=subject`))).toHaveLength(1);
  });

  it.each([
    ['account', '1 Active 0, 2 Inactive 1'],
    ['contact', '1 Active 0, 2 Inactive 1'],
    ['uomschedule', '1 Active 0, 2 Inactive 1'],
    ['transactioncurrency', '1 Active 0, 2 Inactive 1'],
    ['pricelevel', '100001 Active 0, 100002 Inactive 1'],
    ['product', '0 Draft 2, 1 Active 0, 2 Retired 1, 3 Under Revision 3'],
    ['salesorder', '1 New 0, 2 Pending 0, 3 In Progress 1, 4 No Money 2, 100001 Complete 3, 100002 Partial 3, 100003 Invoiced 4'],
    ['quote', '1 In Progress 0, 2 In Progress 1, 3 Open 1, 4 Won 2, 5 Lost 3, 6 Canceled 3, 7 Revised 3'],
    ['opportunity', '1 In Progress 0, 2 On Hold 0, 3 Won 1, 4 Canceled 2, 5 Out-Sold 2'],
    [
      'invoice',
      '1 New 0, 2 Partially Shipped 0, 3 Canceled (deprecated) 1, 4 Billed 0, 5 Booked (applies to services) 0, 6 Installed (applies to services) 0, 7 Paid in Full (deprecated) 1, 100001 Complete 2, 100002 Partial 2, 100003 Canceled 3',
    ],
  ])('11.2 the status values of %s and their states', async (table, expected) => {
    const path = `EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='statuscode')/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet($select=Options)`;
    const { OptionSet } = (await read(path)) as {
      OptionSet: { Options: Array<{ Value: number; State: number; Label: { UserLocalizedLabel: { Label: string } } }> };
    };
    const options = OptionSet.Options.sort((left, right) => left.Value - right.Value);
    expect(options.map(({ Value, State, Label }) => `${Value} ${Label.UserLocalizedLabel.Label} ${State}`).join(', ')).toBe(expected);
  });

  it('11.2 units and price list items have no state, users are disabled instead', async () => {
    for (const set of ['uoms', 'productpricelevels', 'systemusers']) expect((await site.get(`${set}?$select=statecode`)).status).toBe(400);
    expect((await site.get('systemusers?$select=isdisabled&$filter=isdisabled%20eq%20false&$top=1')).status).toBe(200);
  });

  it('11.2 a status alone implies its state', async () => {
    const id = await site.create('accounts', '{"name":"State"}');
    expect((await patch(`accounts(${id})`, '{"statuscode":2}')).status).toBe(204);
    expect(await read(`accounts(${id})?$select=statecode,statuscode`)).toMatchObject({ statecode: 1, statuscode: 2 });
    expect((await patch(`accounts(${id})`, '{"statecode":0,"statuscode":1}')).status).toBe(204);
    expect(code(await patch(`accounts(${id})`, '{"statecode":1,"statuscode":1}'))).toBe('0x80048408');
  });

  const product = (number: string, extra = '') =>
    `{"name":"P ${number}","productnumber":"${number}","quantitydecimal":2,"defaultuomscheduleid@odata.bind":"/uomschedules(${unitGroup})","defaultuomid@odata.bind":"/uoms(${unit})"${extra}}`;
  const stateOf = async (id: string) => (await read(`products(${id})?$select=statecode`)).statecode;

  it('11.3 a new product is a draft, is published, revised, published, retired and activated', async () => {
    const id = await site.create('products', product('L1'));
    expect(await stateOf(id)).toBe(2);
    for (const [state, status] of [
      [0, 1],
      [3, 3],
      [0, 1],
      [1, 2],
      [0, 1],
    ]) {
      expect((await patch(`products(${id})`, `{"statecode":${state},"statuscode":${status}}`)).status).toBe(204);
      expect(await stateOf(id)).toBe(state);
    }
  });

  it('11.3 transitions that do not exist have their own codes', async () => {
    const id = await site.create('products', product('L2'));
    const to = async (state: number, status: number) => {
      const answer = await patch(`products(${id})`, `{"statecode":${state},"statuscode":${status}}`);
      return answer.status === 204 ? 204 : code(answer);
    };
    expect([await to(3, 3), await to(1, 2)]).toEqual(['0x8004F913', '0x8004F978']);
    expect([await to(0, 1), await to(0, 1), await to(2, 0)]).toEqual([204, '0x8004F980', '0x8004F912']);
    expect(code(await patch(`products(${id})`, '{"productstructure":3}'))).toBe('0x8004F995');
    expect([await to(3, 3), await to(3, 3), await to(0, 1)]).toEqual([204, '0x8004F982', 204]);
    expect([await to(1, 2), await to(1, 2), await to(2, 0), await to(3, 3)]).toEqual([204, '0x8004F981', '0x8004F979', '0x8004F913']);
  });

  it('11.3 new products start active when the organisation says so', async () => {
    const [organization] = rowsOf(await site.get('organizations?$select=name'));
    const set = (value: boolean) =>
      site.control('POST', 'edits', {
        edits: [{ table: 'organization', key: organization?.organizationid, values: { createproductswithoutparentinactivestate: value } }],
      });
    await set(true);
    expect(await stateOf(await site.create('products', product('L3')))).toBe(0);
    await set(false);
  });

  it('11.3 a child is published only below an active family, and PublishProductHierarchy publishes a family with its children', async () => {
    const family = await site.create('products', '{"name":"Family","productnumber":"FAM","productstructure":2}');
    const child = await site.create('products', product('CHILD', `,"parentproductid@odata.bind":"/products(${family})"`));
    expect(code(await patch(`products(${child})`, '{"statecode":0,"statuscode":1}'))).toBe('0x8004F90A');
    expect((await site.send('POST', `products(${family})/Microsoft.Dynamics.CRM.PublishProductHierarchy`)).status).toBe(204);
    expect([await stateOf(family), await stateOf(child)]).toEqual([0, 0]);
    expect(code(await patch(`products(${family})`, '{"statecode":1,"statuscode":2}'))).toBe('0x8004F910');
  });

  it('11.3 what a product needs, each with its code', async () => {
    const without = (text: string) => post('products', product('M1').replace(text, '"description":"x"'));
    expect(code(await without('"productnumber":"M1"'))).toBe('0x80043b05');
    expect(code(await without(`"defaultuomscheduleid@odata.bind":"/uomschedules(${unitGroup})"`))).toBe('0x80043b0a');
    expect(code(await without(`"defaultuomid@odata.bind":"/uoms(${unit})"`))).toBe('0x80043b0d');
    expect(code(await post('products', product('M1').replace('"quantitydecimal":2', '"quantitydecimal":6')))).toBe('0x80043b07');
    expect(code(await post('products', product('1896-S')))).toBe('0x80043b06');
  });

  it('11.3 a unit group makes its base unit; another unit names it', async () => {
    const group = await site.create('uomschedules', '{"name":"NAV PCS","baseuomname":"PCS"}');
    const [base] = rowsOf(await site.get(`uoms?$select=name,quantity,isschedulebaseuom&$filter=_uomscheduleid_value%20eq%20${group}`));
    expect(base).toMatchObject({ name: 'PCS', quantity: 1, isschedulebaseuom: true });
    const box = `{"name":"BOX","quantity":12,"uomscheduleid@odata.bind":"/uomschedules(${group})","baseuom@odata.bind":"/uoms(${String(base?.uomid)})"}`;
    expect((await post('uoms', box)).status).toBe(204);
    expect((await post('uoms', box.replace(/,"baseuom@odata.bind".*/, '}'))).status).toBe(400);
    expect(code(await post('products', product('M2').replace(unit, String(base?.uomid))))).toBe('0x80043b14');
  });

  it('11.3 a price list has one name and one currency, and holds product and unit once', async () => {
    expect(
      code(await post('pricelevels', `{"name":"CRONUS GBP default","transactioncurrencyid@odata.bind":"/transactioncurrencies(${gbp})"}`)),
    ).toBe('0x80043b0f');
    const fresh = await site.create('products', product('M3'));
    const item = (currency: string) =>
      `{"amount":10,"pricelevelid@odata.bind":"/pricelevels(${priceList})","productid@odata.bind":"/products(${fresh})","uomid@odata.bind":"/uoms(${unit})","transactioncurrencyid@odata.bind":"/transactioncurrencies(${currency})"}`;
    expect(code(await post('productpricelevels', item(euro)))).toBe('0x80048cea');
    expect((await post('productpricelevels', item(gbp))).status).toBe(204);
    expect((await post('productpricelevels', item(gbp))).status).toBe(412);
  });

  const order = (name: string) =>
    `{"name":"${name}","customerid_account@odata.bind":"/accounts(${account})","pricelevelid@odata.bind":"/pricelevels(${priceList})"}`;
  const line = (id: string, extra = '"quantity":2') =>
    `{"salesorderid@odata.bind":"/salesorders(${id})","productid@odata.bind":"/products(${athensDesk})","uomid@odata.bind":"/uoms(${unit})",${extra}}`;

  it('11.4 an order gets a number, the currency of its price list, prices and totals', async () => {
    const id = await site.create('salesorders', order('Totals'));
    const desk = await site.create('salesorderdetails', line(id));
    await site.create(
      'salesorderdetails',
      line(id, '"quantity":1,"ispriceoverridden":true,"priceperunit":100,"manualdiscountamount":10,"tax":5'),
    );
    await site.create(
      'salesorderdetails',
      `{"salesorderid@odata.bind":"/salesorders(${id})","isproductoverridden":true,"productdescription":"Write-in","quantity":1,"priceperunit":7}`,
    );
    expect(await read(`salesorderdetails(${desk})?$select=priceperunit,baseamount,extendedamount`)).toMatchObject({
      priceperunit: 649.4,
      baseamount: 1298.8,
      extendedamount: 1298.8,
    });
    const header = await read(
      `salesorders(${id})?$select=ordernumber,_transactioncurrencyid_value,totallineitemamount,totaltax,totalamount&$expand=order_details($select=lineitemnumber)`,
    );
    expect(header).toMatchObject({
      ordernumber: expect.stringMatching(/^ORD-/),
      _transactioncurrencyid_value: gbp,
      totallineitemamount: 1395.8,
      totaltax: 5,
      totalamount: 1400.8,
    });
    expect(header.order_details).toHaveLength(3);
  });

  it('11.4 a draft product is refused on a line, an inactive customer on an order', async () => {
    const id = await site.create('salesorders', order('Refusals'));
    const draft = await site.create('products', product('M4'));
    expect(code(await post('salesorderdetails', line(id).replace(athensDesk, draft)))).toBe('0x8004F90A');
    const inactive = await site.create('accounts', '{"name":"Inactive","statecode":1}');
    expect(code(await post('salesorders', order('X').replace(account, inactive)))).toBe('0x80040517');
  });

  it('11.4 a submitted order refuses edits; the back office flips it to active and back', async () => {
    const id = await site.create('salesorders', order('Submitted'));
    const submit = '{"statecode":1,"statuscode":3}';
    expect((await patch(`salesorders(${id})`, submit)).status).toBe(204);
    const stamp = '{"lastbackofficesubmit":"2026-05-01T10:00:00Z"}';
    expect((await patch(`salesorders(${id})`, stamp)).status).toBe(400);
    expect((await post('salesorderdetails', line(id))).status).toBe(400);
    for (const body of ['{"statecode":0,"statuscode":1}', stamp, submit])
      expect((await patch(`salesorders(${id})`, body)).status).toBe(204);
    expect(await read(`salesorders(${id})?$select=statecode,lastbackofficesubmit`)).toMatchObject({
      statecode: 1,
      lastbackofficesubmit: '2026-05-01T10:00:00Z',
    });
  });

  it('11.4 FulfillSalesOrder is unbound, closes the order and leaves an order close', async () => {
    const id = await site.create('salesorders', order('Fulfilled'));
    const body = `{"OrderClose":{"@odata.type":"Microsoft.Dynamics.CRM.orderclose","subject":"Done","salesorderid@odata.bind":"/salesorders(${id})"},"Status":-1}`;
    expect((await post('FulfillSalesOrder', body)).status).toBe(204);
    expect(await read(`salesorders(${id})?$select=statecode,statuscode`)).toMatchObject({ statecode: 3, statuscode: 100001 });
    expect(rowsOf(await site.get(`salesorders(${id})/SalesOrder_OrderClose?$select=subject`))).toMatchObject([{ subject: 'Done' }]);
    expect((await post('FulfillSalesOrder', body)).status).toBe(400);
  });

  it('11.4 CancelSalesOrder has the same shape', async () => {
    const id = await site.create('salesorders', order('Canceled'));
    const body = `{"OrderClose":{"@odata.type":"Microsoft.Dynamics.CRM.orderclose","subject":"No","salesorderid@odata.bind":"/salesorders(${id})"},"Status":4}`;
    expect((await post('CancelSalesOrder', body)).status).toBe(204);
    expect(await read(`salesorders(${id})?$select=statecode`)).toMatchObject({ statecode: 2 });
  });

  it('11.4 lines go with a deleted order; an invoiced order cannot be deleted', async () => {
    const id = await site.create('salesorders', order('Deleted'));
    const detail = await site.create('salesorderdetails', line(id));
    expect((await site.send('DELETE', `salesorders(${id})`)).status).toBe(204);
    expect((await site.get(`salesorderdetails(${detail})`)).status).toBe(404);
    const invoiced = await site.create('salesorders', order('Invoiced'));
    await site.create('salesorderdetails', line(invoiced));
    const invoice = jsonOf(await post('ConvertSalesOrderToInvoice', `{"SalesOrderId":"${invoiced}","ColumnSet":{"AllColumns":true}}`));
    expect(rowsOf(await site.get(`invoices(${String(invoice.invoiceid)})/invoice_details?$select=quantity`))).toMatchObject([
      { quantity: 2 },
    ]);
    expect(errorOf(await site.send('DELETE', `salesorders(${invoiced})`))).toMatchObject({ status: 405, code: '0x80040227' });
  });

  it('11.4 with back-office integration on, the integration user writes to submitted orders', async () => {
    const id = await site.create('salesorders', order('Back office'));
    await patch(`salesorders(${id})`, '{"statecode":1,"statuscode":3}');
    const [organization] = rowsOf(await site.get('organizations?$select=name'));
    const { UserId } = await read('WhoAmI');
    await site.control('POST', 'edits', {
      edits: [
        { table: 'organization', key: organization?.organizationid, values: { issopintegrationenabled: true } },
        { table: 'systemuser', key: UserId, values: { isintegrationuser: true } },
      ],
    });
    expect((await patch(`salesorders(${id})`, '{"lastbackofficesubmit":"2026-05-01T10:00:00Z"}')).status).toBe(204);
  });
});
