import { Site, companyId, companyName, refusal, startSite, tenantId } from './business-central.fixture';

describe('Business Central wire, section 1: endpoints', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.each([
    `/v2.0/${tenantId}/production/api/v2.0/companies`,
    `/v2.0/${tenantId}/PRODUCTION/api/v2.0/companies`,
    '/v2.0/cronus.example/production/api/v2.0/companies',
    '/v2.0/production/api/v2.0/companies',
    '/BC/api/v2.0/companies',
    `/v2.0/production/api/tandem/integration/v1.0/companies`,
  ])('1 the company list is reached below %s', async (path) => {
    const { status, json } = await site.get(path);
    expect([status, json.value[0]?.['name']]).toEqual([200, companyName]);
  });
});

describe('Business Central wire, section 1: companies and documents of the API', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('1 an unknown tenant, environment or API is 404', async () => {
    const paths = [
      '/v2.0/other.example/production/api/v2.0/companies',
      '/v2.0/sandbox/api/v2.0/companies',
      '/v2.0/production/api/contoso/app1/v2.0/companies',
    ];
    const statuses = await Promise.all(paths.map(async (path) => (await site.get(path)).status));
    expect(statuses).toEqual([404, 404, 404]);
  });

  it('1 GET companies shows id, systemVersion, name, displayName, businessProfileId and the system stamps', async () => {
    const { json } = await site.get('/v2.0/production/api/v2.0/companies');
    const names = [
      'id',
      'systemVersion',
      'name',
      'displayName',
      'businessProfileId',
      'systemCreatedAt',
      'systemCreatedBy',
      'systemModifiedAt',
      'systemModifiedBy',
    ];
    expect(Object.keys(json.value[0] ?? {})).toEqual(names);
  });

  it('1 companies rejects POST with BadRequest_MethodNotAllowed', async () => {
    expect(refusal(await site.post('/v2.0/production/api/v2.0/companies', { name: 'X' }))).toEqual([405, 'BadRequest_MethodNotAllowed']);
  });

  it('1 a company is named in the path, by ?company= with its id, or by the header Company with its name', async () => {
    const root = '/v2.0/production/api/v2.0';
    const replies = await Promise.all([
      site.get(`${root}/companies(${companyId})/currencies?$top=1`),
      site.get(`${root}/currencies?company=${companyId}&$top=1`),
      site.get(`${root}/currencies?$top=1`, { Company: encodeURIComponent(companyName) }),
    ]);
    expect(replies.map(({ json }) => json.value[0]?.['code'])).toEqual(['AED', 'AED', 'AED']);
  });

  it('1 inside a JSON batch the header Company names the company', async () => {
    const request = { method: 'GET', url: 'currencies?$top=1', headers: { Company: companyName } };
    const { json } = await site.post('/v2.0/production/api/v2.0/$batch', { requests: [request] });
    expect(json.responses[0]?.['status']).toBe(200);
  });

  it('1 without a company and with several of them the answer is Internal_CompanyNotFound', async () => {
    await site.control('POST', '/companies', { id: '0c0ffee0-0000-4000-8000-000000000001', name: 'Second Ltd.' });
    expect(refusal(await site.get('/v2.0/production/api/v2.0/currencies'))).toEqual([404, 'Internal_CompanyNotFound']);
  });

  it('1 a second company has its own rows and the same row-version counter', async () => {
    const second = '0c0ffee0-0000-4000-8000-000000000001';
    const root = '/v2.0/production/api/tandem/integration/v1.0';
    const state = async (company: string) => (await site.get(`${root}/companies(${company})/integrationState`)).json.value[0];
    expect((await site.get(`${root}/companies(${second})/customers`)).json.value).toEqual([]);
    const before = await state(companyId);
    await site.post(`${root}/companies(${second})/shipmentMethods`, { code: 'NEW' });
    expect(Number((await state(companyId))?.['lastUsedRowVersion'])).toBeGreaterThan(Number(before?.['lastUsedRowVersion']));
    expect((await site.get(`${root}/companies(${companyId})/shipmentMethods?$filter=code eq 'NEW'`)).json.value).toEqual([]);
  });

  it('1 the base answers the service document with every entity set', async () => {
    const { json } = await site.get('/v2.0/production/api/v2.0');
    const names = json.value.map((set) => String(set['name']));
    expect(names).toHaveLength(108);
    expect(names).toEqual(expect.arrayContaining(['companies', 'customers', 'salesOrders', 'salespeoplePurchasers']));
  });

  it('1 $metadata is CSDL with the namespace Microsoft.NAV', async () => {
    const { text, headers } = await site.get('/v2.0/production/api/v2.0/$metadata');
    expect(headers['content-type']).toContain('application/xml');
    expect(text).toContain('<Schema Namespace="Microsoft.NAV"');
    expect(text).toContain('<EntityType Name="customer"><Key><PropertyRef Name="id"/></Key>');
  });
});
