import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Json, Site, find, refusal, startSite, zeroGuid } from './business-central.fixture';

interface CatalogueProperty {
  name: string;
  type: string;
  readOnly?: boolean;
  writeOnly?: boolean;
  writeOnceOnPost?: boolean;
  maxLength?: number;
  code?: boolean;
  values?: string[];
}

interface CatalogueSet {
  set: string;
  key: string[];
  methods: string[];
  boundActions: string[];
  properties: CatalogueProperty[];
}

const file = join(__dirname, '../../../data/catalogues/companion-entities.json');
const sets = Object.values((JSON.parse(readFileSync(file, 'utf8')) as { entitySets: Record<string, CatalogueSet> }).entitySets);
const shown = ({ properties }: CatalogueSet) => properties.filter(({ writeOnly }) => !writeOnly).map(({ name }) => name);

describe('Companion API: rules for every set', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.each(sets.map((set) => [set.set, set] as const))('%s can be read, filtered and sorted by systemRowVersion', async (name, set) => {
    const { status, json } = await site.get(`${site.companion}/${name}?$top=2&$filter=systemRowVersion gt 0&$orderby=systemRowVersion`);
    expect(status).toBe(200);
    for (const row of json.value) expect(Object.keys(row).filter((key) => !key.startsWith('@'))).toEqual(shown(set));
  });

  it('enumerations show the values of the catalogue', async () => {
    const wrong: string[] = [];
    for (const { set, properties } of sets) {
      const { json } = await site.get(`${site.companion}/${set}?$top=200`);
      for (const { name, values } of properties)
        if (values)
          for (const row of json.value) if (!values.includes(String(row[name]))) wrong.push(`${set}.${name}=${String(row[name])}`);
    }
    expect(wrong).toEqual([]);
  });

  it('a method that a set does not list is BadRequest_MethodNotAllowed', async () => {
    const failed: string[] = [];
    for (const { set, methods } of sets.filter((each) => !each.methods.includes('POST'))) {
      const reply = await site.post(`${site.companion}/${set}`, {});
      if (reply.json.error?.code !== 'BadRequest_MethodNotAllowed') failed.push(`${set} ${methods.join()}`);
    }
    expect(failed).toEqual([]);
  });

  it('a read-only property is refused on POST', async () => {
    const failed: string[] = [];
    for (const { set, methods, properties } of sets) {
      if (!methods.includes('POST')) continue;
      for (const { name } of properties.filter(({ readOnly }) => readOnly)) {
        const reply = await site.post(`${site.companion}/${set}`, { [name]: null });
        if (reply.json.error?.code !== 'BadRequest_InvalidOperation') failed.push(`${set}.${name}`);
      }
    }
    expect(failed).toEqual([]);
  });

  it('what may be written once is refused on PATCH', async () => {
    const failed: string[] = [];
    for (const { set, methods, properties } of sets) {
      const [row] = (await site.get(`${site.companion}/${set}?$top=1`)).json.value;
      if (!methods.includes('PATCH') || !row) continue;
      for (const { name } of properties.filter(({ readOnly, writeOnceOnPost }) => readOnly || writeOnceOnPost)) {
        const reply = await site.patch(`${site.companion}/${set}(${String(row['id'])})`, { [name]: null });
        if (reply.json.error?.code !== 'BadRequest_InvalidOperation') failed.push(`${set}.${name}`);
      }
    }
    expect(failed).toEqual([]);
  });

  it('a text longer than its field is Application_StringExceededLength', async () => {
    const failed: string[] = [];
    for (const { set, methods, properties } of sets) {
      if (!methods.includes('POST')) continue;
      for (const { name, maxLength } of properties.filter((each) => !each.readOnly && each.maxLength && !each.values)) {
        const reply = await site.post(`${site.companion}/${set}`, { [name]: 'X'.repeat((maxLength ?? 0) + 1) });
        if (reply.json.error?.code !== 'Application_StringExceededLength') failed.push(`${set}.${name}`);
      }
    }
    expect(failed).toEqual([]);
  });

  it('a property that is not listed does not exist: 400 in body, $select, $filter and $orderby', async () => {
    const target = `${site.companion}/customers`;
    const replies = [
      await site.post(target, { balanceDue: 1 }),
      ...(await Promise.all(
        ['$select=balanceDue', '$filter=balanceDue gt 1', '$orderby=balanceDue'].map((option) => site.get(`${target}?${option}`)),
      )),
    ];
    expect(replies.map(refusal)).toEqual(Array(4).fill([400, 'BadRequest']));
  });

  it('templateCode is accepted on POST, never returned, not selectable, and must name a template', async () => {
    const { status, json } = await site.post(`${site.companion}/customers`, {
      displayName: 'From a template',
      templateCode: 'CUSTOMER COMPANY',
    });
    expect([status, 'templateCode' in json]).toEqual([201, false]);
    expect((await site.get(`${site.companion}/customers?$select=templateCode`)).status).toBe(400);
    expect(refusal(await site.post(`${site.companion}/customers`, { displayName: 'X', templateCode: 'NO SUCH' }))).toEqual([
      400,
      'Application_DialogException',
    ]);
  });

  it('the caller may choose the id, for documents and their lines too', async () => {
    const [orderId, lineId] = ['0c0ffee0-0000-4000-8000-0000000000a1', '0c0ffee0-0000-4000-8000-0000000000a2'];
    const lines = [{ id: lineId, lineType: 'Item', lineObjectNumber: '1928-S', quantity: 1 }];
    const { json } = await site.post(`${site.companion}/salesOrders?$expand=salesOrderLines`, {
      id: orderId,
      customerNumber: '10000',
      salesOrderLines: lines,
    });
    expect([json['id'], (json['salesOrderLines'] as Json[])[0]?.['id']]).toEqual([orderId, lineId]);
  });

  it('codes are trimmed and upper-cased', async () => {
    const { json } = await site.post(`${site.companion}/shipmentMethods`, { code: ' drone ', displayName: 'By drone' });
    expect(json['code']).toBe('DRONE');
  });

  it('a related row may be named by code, by id, or by both when they agree', async () => {
    const [cash, month] = [
      await find(site, `${site.companion}/paymentTerms`, "code eq 'COD'"),
      await find(site, `${site.companion}/paymentTerms`, "code eq 'CM'"),
    ];
    const create = (values: object) => site.post(`${site.companion}/customers`, { displayName: 'Pays', ...values });
    expect((await create({ paymentTermsCode: 'COD' })).json['paymentTermsId']).toBe(cash['id']);
    expect((await create({ paymentTermsId: cash['id'] })).json['paymentTermsCode']).toBe('COD');
    expect((await create({ paymentTermsCode: 'COD', paymentTermsId: cash['id'] })).status).toBe(201);
    expect(refusal(await create({ paymentTermsCode: 'COD', paymentTermsId: month['id'] }))).toEqual([400, 'Application_DialogException']);
  });

  it('a blank code is "" and a blank id the zero GUID', async () => {
    const { json } = await site.post(`${site.companion}/customers`, { displayName: 'Plain', paymentTermsId: zeroGuid });
    expect([json['paymentTermsCode'], json['paymentTermsId']]).toEqual(['', zeroGuid]);
  });

  it('the local currency is blank, however it is written', async () => {
    const pound = await find(site, `${site.companion}/currencies`, "code eq 'GBP'");
    const bodies = [{ currencyCode: 'GBP' }, { currencyCode: '' }, { currencyId: zeroGuid }, { currencyId: pound['id'] }];
    const replies = await Promise.all(bodies.map((body) => site.post(`${site.companion}/customers`, { displayName: 'Local', ...body })));
    expect(replies.map(({ json }) => [json['currencyCode'], json['currencyId']])).toEqual(Array(4).fill(['', zeroGuid]));
  });

  it('a customer edited through API v2.0 is the same row', async () => {
    const customer = await find(site, `${site.companion}/customers`, "number eq '20000'");
    const { json } = await site.patch(`${site.v2}/customers(${String(customer['id'])})`, { phoneNumber: '+44 1632 960001' });
    const after = await find(site, `${site.companion}/customers`, "number eq '20000'");
    expect([after['phoneNumber'], after['@odata.etag']]).toEqual(['+44 1632 960001', json['@odata.etag']]);
    expect(Number(after['systemRowVersion'])).toBeGreaterThan(Number(customer['systemRowVersion']));
  });

  it('the change of a code shows wherever the code is named', async () => {
    const method = await find(site, `${site.companion}/shipmentMethods`, "code eq 'EXW'");
    await site.patch(`${site.companion}/shipmentMethods(${String(method['id'])})`, { code: 'EXWORKS' });
    const customer = await find(site, `${site.companion}/customers`, "number eq '10000'");
    expect([customer['shipmentMethodCode'], customer['shipmentMethodId']]).toEqual(['EXWORKS', method['id']]);
  });

  it('without the extension every set is 404 BadRequest_ResourceNotFound, API v2.0 goes on', async () => {
    await site.control('PUT', '/companion', { installed: false });
    expect(refusal(await site.get(`${site.companion}/customers`))).toEqual([404, 'BadRequest_ResourceNotFound']);
    expect(refusal(await site.get('/v2.0/production/api/tandem/integration/v1.0'))).toEqual([404, 'BadRequest_ResourceNotFound']);
    expect((await site.get(`${site.v2}/customers?$top=1`)).status).toBe(200);
    await site.control('PUT', '/companion', { installed: true });
  });
});
