import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Json, Site, find, refusal, startSite, zeroGuid } from './business-central.fixture';

interface CatalogueSet {
  allow: Record<string, string>;
  fields: Array<{ name: string; readOnly?: boolean }>;
}

const file = join(__dirname, '../../../data/catalogues/bc-apiv2-entities.json');
const catalogue = (JSON.parse(readFileSync(file, 'utf8')) as { entitySets: Record<string, CatalogueSet> }).entitySets;
const isLines = (set: string) => /^(sales|purchase)\w+Lines$/.test(set);

describe('Business Central wire, section 5: entity sets of API v2.0', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('5 every set of the catalogue can be read with all its fields', async () => {
    const failed: string[] = [];
    for (const [set, { fields }] of Object.entries(catalogue)) {
      if (isLines(set) || fields.length === 0) continue;
      const { status } = await site.get(`${site.v2}/${set}?$top=1&$select=${fields.map(({ name }) => name).join(',')}`);
      if (status !== 200) failed.push(`${set}: ${status}`);
    }
    expect(failed).toEqual([]);
  });

  it('5 a set that may not be written answers BadRequest_MethodNotAllowed', async () => {
    const failed: string[] = [];
    for (const [set, { allow }] of Object.entries(catalogue)) {
      if (allow['InsertAllowed'] !== 'false' && allow['Editable'] !== 'false') continue;
      const reply = await site.post(`${site.v2}/${set}`, {});
      if (reply.json.error?.code !== 'BadRequest_MethodNotAllowed') failed.push(set);
    }
    expect(failed).toEqual([]);
  });

  it('5 a read-only field is refused in every set that may be written', async () => {
    const failed: string[] = [];
    for (const [set, { allow, fields }] of Object.entries(catalogue)) {
      const field = fields.find(({ name, readOnly }) => readOnly && name !== 'id');
      if (!field || allow['InsertAllowed'] === 'false' || allow['Editable'] === 'false') continue;
      const reply = await site.post(`${site.v2}/${set}`, { [field.name]: null });
      if (reply.json.error?.code !== 'BadRequest_InvalidOperation') failed.push(`${set}.${field.name}`);
    }
    expect(failed).toEqual([]);
  });

  it('5 currencyExchangeRates are for GET only; the rate to the local currency is relational through exchange amount', async () => {
    const rate = await find(site, `${site.v2}/currencyExchangeRates`, "currencyCode eq 'EUR'");
    expect(Number(rate['relationalExchangeRateAmount']) / Number(rate['exchangeRateAmount'])).toBeGreaterThan(0);
    expect(refusal(await site.post(`${site.v2}/currencyExchangeRates`, { currencyCode: 'EUR' }))).toEqual([
      405,
      'BadRequest_MethodNotAllowed',
    ]);
  });

  it('5 items: inventory cannot be given on POST, a PATCH of it posts an adjustment', async () => {
    const refused = await site.post(`${site.v2}/items`, { displayName: 'Stool', inventory: 5 });
    expect([refused.status, refused.json.error.message]).toEqual([
      400,
      expect.stringMatching(/^Inventory cannot be changed during on insert\./),
    ]);
    const item = (await site.post(`${site.v2}/items`, { displayName: 'Stool', baseUnitOfMeasureCode: 'PCS' })).json;
    await site.patch(`${site.v2}/items(${String(item['id'])})`, { inventory: 5 });
    const entry = await find(site, `${site.v2}/itemLedgerEntries`, `itemNumber eq '${String(item['number'])}'`);
    expect([entry['quantity'], entry['entryType']]).toEqual([5, 'Positive_x0020_Adjmt_x002E_']);
    expect((await site.get(`${site.v2}/items(${String(item['id'])})?$select=inventory`)).json['inventory']).toBe(5);
  });

  it('5 inventory is the sum of the item ledger entries', async () => {
    const { json } = await site.get(`${site.v2}/itemLedgerEntries?$filter=itemNumber eq '1896-S'&$select=quantity`);
    const item = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    expect(item['inventory']).toBe(json.value.reduce((sum, row) => sum + Number(row['quantity']), 0));
  });

  it('5 an item variant belongs to its item', async () => {
    const item = await find(site, `${site.v2}/items`, "number eq '1896-S'");
    const variant = (await site.post(`${site.v2}/items(${String(item['id'])})/itemVariants`, { code: 'oak', description: 'Oak' })).json;
    expect([variant['itemNumber'], variant['itemId'], variant['code']]).toEqual(['1896-S', item['id'], 'OAK']);
  });

  it('5 customers lead to currency, paymentTerm, shipmentMethod, paymentMethod and customerFinancialDetail', async () => {
    const navigations = 'currency,paymentTerm,shipmentMethod,paymentMethod,customerFinancialDetail';
    const { json } = await site.get(`${site.v2}/customers?$filter=number eq '01121212'&$expand=${navigations}`);
    const [customer] = json.value as unknown as [Record<string, Json>];
    expect([customer['currency']?.['code'], customer['shipmentMethod']?.['code'], customer['paymentMethod']]).toEqual(['USD', 'EXW', null]);
    expect(customer['customerFinancialDetail']?.['number']).toBe('01121212');
  });

  it('5 a navigation can be walked as a path', async () => {
    const customer = await find(site, `${site.v2}/customers`, "number eq '01121212'");
    expect((await site.get(`${site.v2}/customers(${String(customer['id'])})/currency`)).json['code']).toBe('USD');
    const order = await find(site, `${site.v2}/salesOrders`, "number eq '101002'");
    const { json } = await site.get(`${site.v2}/salesOrders(${String(order['id'])})/salesOrderLines?$select=sequence`);
    expect(json.value.length).toBeGreaterThan(0);
  });

  it('5 salespeoplePurchasers and the companion set salespeople are the same rows', async () => {
    await site.edit('salespeople', { key: 'JO', values: { email: 'jo@example.com' } });
    expect((await find(site, `${site.v2}/salespeoplePurchasers`, "code eq 'JO'"))['email']).toBe('jo@example.com');
  });

  it('5 setting a code sets the id beside it and the other way round', async () => {
    const terms = await find(site, `${site.v2}/paymentTerms`, "code eq 'CM'");
    const { json } = await site.post(`${site.v2}/customers`, { displayName: 'Pays', paymentTermsId: terms['id'], currencyCode: 'EUR' });
    expect([json['paymentTermsId'], json['currencyId']]).toEqual([
      terms['id'],
      (await find(site, `${site.v2}/currencies`, "code eq 'EUR'"))['id'],
    ]);
    const back = await site.patch(`${site.v2}/customers(${String(json['id'])})`, { currencyId: zeroGuid });
    expect(back.json['currencyCode']).toBe('GBP');
  });

  it('5 company information can be read and changed, not created or deleted', async () => {
    const { json } = await site.get(`${site.v2}/companyInformation`);
    const target = `${site.v2}/companyInformation(${String(json.value[0]?.['id'])})`;
    expect((await site.patch(target, { city: 'Bristol' })).json['city']).toBe('Bristol');
    expect((await site.remove(target)).status).toBe(405);
  });
});
