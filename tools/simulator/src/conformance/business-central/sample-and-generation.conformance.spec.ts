import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Json, Site, find, startSite } from './business-central.fixture';

const sample = (name: string) =>
  JSON.parse(readFileSync(join(__dirname, '../../../data/business-central', `${name}.json`), 'utf8')) as Json[];
const notes = ['source', 'numberSource', 'demoDataSet', 'amountsSource', 'customerPriceGroupSource', 'matchCase'];

describe('The sample and generated rows of Business Central', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());
  beforeEach(() => site.reset());

  const count = async (set: string, filter = '') => Number((await site.get(`${site.companion}/${set}/$count${filter}`)).text);

  it('CRONUS is complete: every row of every file has its row', async () => {
    const files: Array<[set: string, ...names: string[]]> = [
      ['currencies', 'currencies'],
      ['paymentTerms', 'paymentTerms'],
      ['salespeople', 'salespeople'],
      ['customers', 'customers', 'customers-composed'],
      ['vendors', 'vendors'],
      ['items', 'items', 'items-composed'],
      ['resources', 'resources'],
      ['priceListLines', 'priceListLines'],
      ['salesOrderLines', 'salesOrderLines'],
      ['postedSalesInvoices', 'salesInvoices'],
      ['postedSalesInvoiceLines', 'salesInvoiceLines'],
    ];
    for (const [set, ...names] of files)
      expect([set, await count(set)]).toEqual([set, names.reduce((sum, name) => sum + sample(name).length, 0)]);
  });

  it('the notes on where a fact comes from are no data', async () => {
    const { json } = await site.get(`${site.companion}/customers?$top=1`);
    expect(Object.keys(json.value[0] ?? {}).filter((name) => notes.includes(name))).toEqual([]);
  });

  it('no row shows the code of the local currency, although GBP is a currency', async () => {
    expect(await count('customers', "?$filter=currencyCode eq 'GBP'")).toBe(0);
    expect(await count('currencies', "?$filter=code eq 'GBP'")).toBe(1);
  });

  it('every customer and vendor has a company contact, and the persons of the sample their names in parts', async () => {
    for (const [set, number] of [
      ['customers', 'customerNumber'],
      ['vendors', 'vendorNumber'],
    ] as const) {
      const { json } = await site.get(`${site.companion}/contacts?$filter=${number} ne ''&$select=${number}`);
      expect(new Set(json.value.map((row) => row[number])).size).toBe(await count(set));
    }
    const person = await find(site, `${site.companion}/contacts`, "displayName eq 'Tammy L. McDonald'");
    expect([person['firstName'], person['middleName'], person['surname']]).toEqual(['Tammy', 'L.', 'McDonald']);
  });

  it('the stock by location is the one of the sample', async () => {
    for (const { itemNumber, locationCode, inventory } of sample('inventoryByLocation')) {
      const row = await find(
        site,
        `${site.companion}/itemAvailabilities`,
        `itemNumber eq '${String(itemNumber)}' and locationCode eq '${String(locationCode)}'`,
      );
      expect(row['inventory']).toBe(inventory);
    }
  });

  it('open invoices of the sample are owed, paid ones are closed', async () => {
    const open = sample('salesInvoices').filter((row) => row['status'] === 'Open');
    const { json } = await site.get(`${site.companion}/postedSalesInvoices?$filter=closed eq false&$select=number`);
    expect(json.value.map((row) => row['number']).sort()).toEqual(open.map((row) => row['number']).sort());
  });

  it('rows have the same ids after every start', async () => {
    const ids = async () => (await site.get(`${site.companion}/unitGroups?$select=id`)).json.value.map((row) => row['id']);
    const before = await ids();
    await site.reset();
    expect(await ids()).toEqual(before);
  });

  it('without the sample there are the company and its codes, but no customers', async () => {
    await site.control('POST', '/reset', { sample: false });
    const tables = ((await site.control('GET', '/tables')) as unknown as { tables: Array<{ table: string }> }).tables.map(
      ({ table }) => table,
    );
    expect(tables).toEqual(expect.arrayContaining(['currencies', 'salespeople', 'salesSetup']));
    expect(tables).not.toContain('customers');
  });

  it('generated customers are the same for the same seed, with numbers of their own and references that exist', async () => {
    const generate = async () => {
      await site.reset();
      await site.control('POST', '/generate', { customers: 1000, contacts: 500, vendors: 100, seed: 7 });
      return (await site.get(`${site.companion}/customers?$select=id,number,displayName,city,salespersonId,paymentTermsId`)).json.value;
    };
    const first = (await generate()).map((row) => ({ ...row, '@odata.etag': '' }));
    const second = (await generate()).map((row) => ({ ...row, '@odata.etag': '' }));
    expect(first).toEqual(second);
    expect(new Set(first.map((row) => (row as unknown as Json)['number'])).size).toBe(1069);
    const orphans = first.filter((row) => String((row as unknown as Json)['salespersonId']).startsWith('00000000'));
    expect(orphans).toEqual([]);
    expect(await count('contacts')).toBe(512 + 1000 + 100 + 500);
  });

  it('generated persons belong to generated customers', async () => {
    await site.control('POST', '/generate', { customers: 10, contacts: 30, seed: 3 });
    expect(await count('contacts', "?$filter=type eq 'Person' and startswith(customerNumber,'G0')")).toBe(30);
  });
});
