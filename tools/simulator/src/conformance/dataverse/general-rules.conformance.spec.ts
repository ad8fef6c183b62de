import * as identities from '../../dataverse/sample/identities';
import { DataverseSite, errorOf, jsonOf } from './dataverse-site';

describe('Dataverse, section 2: endpoint, headers, general rules', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  it('2 answers name OData 4.0, minimal metadata, a request id and what is left of the limits', async () => {
    const { headers } = await site.get('accounts?$select=name&$top=1');
    expect(headers).toMatchObject({ 'odata-version': '4.0', 'content-type': 'application/json; odata.metadata=minimal' });
    expect(headers.req_id).toMatch(/^[0-9a-f-]{36}$/);
    expect(Number(headers['x-ms-ratelimit-burst-remaining-xrm-requests'])).toBeLessThan(6000);
    expect(Number(headers['x-ms-ratelimit-time-remaining-xrm-requests'])).toBeGreaterThan(0);
  });

  it('2 names are case-sensitive: sets, properties and options', async () => {
    expect(errorOf(await site.get('Accounts'))).toEqual({
      status: 404,
      code: '0x8006088a',
      message: "Resource not found for the segment 'Accounts'.",
    });
    expect(errorOf(await site.get('accounts?$select=Name'))).toMatchObject({ status: 400, code: '0x0' });
    expect((await site.get('accounts?$Select=name')).status).toBe(400);
  });

  it('2 a URL of 32,768 characters is read, a longer one is not', async () => {
    const filter = (length: number) => `accounts?$select=name&$filter=name%20eq%20'${'x'.repeat(length)}'`;
    expect((await site.get(filter(30_000))).status).toBe(200);
    expect((await site.get(filter(32_800))).status).toBe(414);
  });

  it('2 preferences may be joined or repeated and are echoed', async () => {
    const answer = await site.get('accounts?$select=name', { Prefer: 'odata.maxpagesize=2, odata.include-annotations="*"' });
    expect(answer.headers['preference-applied']).toBe('odata.maxpagesize=2,odata.include-annotations="*"');
  });

  it.each<Record<string, string>>([
    { 'MSCRM.SuppressDuplicateDetection': 'true' },
    { 'MSCRM.BypassCustomPluginExecution': 'true' },
    { 'MSCRM.SolutionUniqueName': 'tandem_salesintegration' },
    { Consistency: 'Strong' },
    { 'If-None-Match': 'null', 'OData-Version': '4.0', 'OData-MaxVersion': '4.0', Accept: 'application/json' },
  ])('2 the request headers %j are understood', async (headers) => {
    expect((await site.get('accounts?$select=name&$top=1', headers)).status).toBe(200);
  });

  it('2 an unknown preference, OData version or media type is refused', async () => {
    expect(errorOf(await site.get('accounts', { Prefer: 'odata.nonsense' }))).toMatchObject({ status: 400, code: '0x80040203' });
    expect((await site.get('accounts', { Prefer: 'odata.maxpagesize=-1' })).status).toBe(400);
    expect((await site.get('accounts', { 'OData-Version': '3.0' })).status).toBe(400);
    expect((await site.get('accounts', { Accept: 'text/csv' })).status).toBe(415);
    expect((await site.send('POST', 'accounts', { body: '{}', headers: { 'Content-Type': 'text/plain' } })).status).toBe(415);
  });

  it('2 impersonation needs the privilege to act on behalf of another user', async () => {
    const user = '93f09edc-bf89-51fb-9234-2d8db3bb69f6';
    expect(errorOf(await site.get('accounts', { MSCRMCallerID: user }))).toMatchObject({ status: 403, code: '0x80040220' });
    await site.signIn(identities.administratorApplication);
    const answer = await site.get('WhoAmI', { ...site.bearer(identities.administratorApplication), MSCRMCallerID: user });
    expect(errorOf(answer).code).toBe('0x80042f09');
  });

  it('2 an impersonated user with a role acts as that user, and the caller stands behind', async () => {
    const answer = await site.get('systemusers?$select=azureactivedirectoryobjectid&$filter=lastname%20eq%20%27Tandem%20Integration%27');
    const [user] = jsonOf(answer).value as Array<{ systemuserid: string; azureactivedirectoryobjectid: string }>;
    const headers = {
      ...site.bearer(identities.administratorApplication),
      CallerObjectId: user?.azureactivedirectoryobjectid ?? '',
      Prefer: 'return=representation',
    };
    const made = jsonOf(
      await site.send('POST', 'accounts?$select=_createdby_value,_createdonbehalfby_value', { headers, body: '{"name":"On behalf"}' }),
    );
    expect(made._createdby_value).toBe(user?.systemuserid);
    expect(made._createdonbehalfby_value).not.toBeNull();
  });

  it('2 the wrong method for a resource is 405', async () => {
    expect((await site.send('DELETE', 'accounts')).status).toBe(405);
    expect((await site.send('PUT', 'accounts(ec337f6a-e162-5452-b03b-333515564d16)', { body: '{}' })).status).toBe(405);
  });
});
