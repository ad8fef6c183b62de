import {
  integrationApplication,
  permissionlessApplication,
  strangerApplication,
  webServiceUser,
} from '../../business-central/access/demo-identities';
import { Site, refusal, startSite, tenantId, tokenFrom } from './business-central.fixture';

const online = '/v2.0/production/api/v2.0/companies';
const onPremises = '/BC/api/v2.0/companies';
const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;

describe('Business Central wire, section 2: authentication', () => {
  let site: Site;

  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it('2.1 a token for https://api.businesscentral.dynamics.com opens the API', async () => {
    expect((await site.get(online)).status).toBe(200);
  });

  it('2.1 a request without, with an unknown or with an expired token is 401 Authentication_InvalidCredentials', async () => {
    const token = await tokenFrom(site.url);
    await site.control('DELETE', '/tokens');
    const replies = await Promise.all(
      ['', 'Bearer nonsense', `Bearer ${token}`].map((authorization) => site.get(online, { authorization })),
    );
    expect(replies.map(refusal)).toEqual(Array(3).fill([401, 'Authentication_InvalidCredentials']));
    expect(replies[0]?.json.error.message).toMatch(
      /^The server has rejected the client credentials\. {2}CorrelationId: {2}[0-9a-f-]{36}\.$/,
    );
    await site.reset();
  });

  it('2.1 a token for another resource is not given out at all', async () => {
    const body = `grant_type=client_credentials&client_id=${integrationApplication.clientId}&client_secret=simulated-business-central-secret&scope=https%3A%2F%2Fother.example%2F.default`;
    const answer = await site.send('POST', `/${tenantId}/oauth2/v2.0/token`, body, { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect([answer.status, answer.json['error']]).toEqual([400, 'invalid_resource']);
  });

  it('2.1 an application that is disabled inside Business Central is refused although its token is good', async () => {
    await site.control('PUT', `/applications/${integrationApplication.clientId}`, {
      state: 'Disabled',
      permissionSets: ['D365 BUS FULL ACCESS'],
    });
    expect(refusal(await site.get(online))).toEqual([401, 'Authentication_InvalidCredentials']);
  });

  it('2.1 an application without permission sets is refused with an Authorization code', async () => {
    await site.control('PUT', `/applications/${integrationApplication.clientId}`, { state: 'Enabled', permissionSets: [] });
    const { status, json } = await site.get(online);
    await site.control('PUT', `/applications/${integrationApplication.clientId}`, {
      state: 'Enabled',
      permissionSets: ['D365 BUS FULL ACCESS'],
    });
    expect([status, json.error.code]).toEqual([403, expect.stringMatching(/^Authorization_/)]);
  });

  it.each([
    [permissionlessApplication, 403, 'Authorization_RequestDenied'],
    [strangerApplication, 401, 'Authentication_InvalidCredentials'],
  ] as const)('2.1 the token of $name does not open the API', async ({ clientId, secrets }, status, code) => {
    const scope = encodeURIComponent('https://api.businesscentral.dynamics.com/.default');
    const body = `grant_type=client_credentials&client_id=${clientId}&client_secret=${secrets[0]?.value}&scope=${scope}`;
    const token = await site.send('POST', `/${tenantId}/oauth2/v2.0/token`, body, { 'Content-Type': 'application/x-www-form-urlencoded' });
    expect(refusal(await site.get(online, { authorization: `Bearer ${String(token.json['access_token'])}` }))).toEqual([status, code]);
  });

  it('2.2 a user and the web services access key of 44 characters open an on-premises server', async () => {
    expect(webServiceUser.accessKey).toHaveLength(44);
    const { status } = await site.get(onPremises, { authorization: basic(webServiceUser.name, webServiceUser.accessKey ?? '') });
    expect(status).toBe(200);
  });

  it('2.2 access keys do not work online', async () => {
    const reply = await site.get(online, { authorization: basic(webServiceUser.name, webServiceUser.accessKey ?? '') });
    expect(refusal(reply)).toEqual([401, 'Authentication_InvalidCredentials']);
  });

  it('2.2 a wrong key is 401 with a Basic challenge', async () => {
    const { status, headers } = await site.get(onPremises, { authorization: basic(webServiceUser.name, 'wrong') });
    expect([status, headers['www-authenticate']]).toEqual([401, 'Basic realm=""']);
  });

  it('2.2 an access key may expire, the password goes on', async () => {
    await site.control('PUT', '/users/OLD', { accessKey: 'k'.repeat(44), password: 'secret', expiresAt: 1 });
    const byKey = await site.get(onPremises, { authorization: basic('OLD', 'k'.repeat(44)) });
    const byPassword = await site.get(onPremises, { authorization: basic('OLD', 'secret') });
    expect([byKey.status, byPassword.status]).toEqual([401, 200]);
  });
});
